/** Runs a program whose output a person sees as it comes. */
import { spawn } from "node:child_process";
import { boundCommand } from "../parts/bound-child.ts";
import { rootDir } from "../setup/places.ts";

/** @returns its exit code; 1 when a signal ended it or it could not be started. */
export function runInherited(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const [program, programArgs] = boundCommand(command, args);
  const child = spawn(program, programArgs, { cwd: rootDir, env: { ...process.env, ...env }, stdio: "inherit" });
  return new Promise((resolve) => {
    child.on("error", (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}
