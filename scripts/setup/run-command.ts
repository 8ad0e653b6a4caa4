/** Runs a program to its end, keeping its last lines for the message if it fails. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { boundCommand } from "../parts/bound-child.ts";

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Called with each line of the program's output and errors. */
  onLine?: (line: string) => void;
  /** Called with each line that the program writes to file descriptor 3. */
  onStatus?: (line: string) => void;
}

export interface CommandOutcome {
  /** 127, or 1 under setpriv, when the program could not be started at all. */
  code: number;
  /** The last forty lines of output and errors, in order. */
  tail: string[];
}

/** @returns how it ended; never rejects. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandOutcome> {
  const tail: string[] = [];
  const [program, programArgs] = boundCommand(command, args);
  const child = spawn(program, programArgs, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ["ignore", "pipe", "pipe", options.onStatus === undefined ? "ignore" : "pipe"],
  });
  const keep = (line: string): void => {
    tail.push(line);
    if (tail.length > 40) tail.shift();
    options.onLine?.(line);
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on("line", keep);
  }
  const status = child.stdio[3] as Readable | null | undefined;
  if (status && options.onStatus) createInterface({ input: status }).on("line", options.onStatus);
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ code: 127, tail: [...tail, error.message] }));
    child.on("close", (code) => resolve({ code: code ?? 1, tail }));
  });
}
