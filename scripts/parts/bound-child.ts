/** Starts programs that end when this process does, however it ends, and stops them with patience first. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, openSync } from "node:fs";

const setpriv =
  process.platform === "linux" ? ["/usr/bin/setpriv", "/bin/setpriv"].find((path) => existsSync(path)) : undefined;
const living = new Set<ChildProcess>();

// The kernel does this too where setpriv exists; elsewhere it is all there is.
process.on("exit", () => {
  for (const child of living) child.kill("SIGKILL");
});

/**
 * @returns the command in such words that, where setpriv exists, the kernel sends SIGTERM to the program when the
 * process that started it ends, even killed outright.
 */
export function boundCommand(command: string, args: readonly string[]): [string, readonly string[]] {
  return setpriv === undefined ? [command, args] : [setpriv, ["--pdeathsig", "TERM", "--", command, ...args]];
}

export interface BoundOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** A file for output and errors; without it both are pipes. */
  logFile?: string;
}

/** @returns whether the child's program still runs. */
export function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null && child.pid !== undefined;
}

/**
 * Starts a program in a process group of its own, so that Ctrl-C on the terminal reaches only this process, which
 * stops its children in order.
 */
export function spawnBound(command: string, args: readonly string[], options: BoundOptions = {}): ChildProcess {
  const output = options.logFile === undefined ? "pipe" : openSync(options.logFile, "a");
  const [program, programArgs] = boundCommand(command, args);
  const child = spawn(program, programArgs, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: true,
    stdio: ["ignore", output, output],
  });
  living.add(child);
  child.once("close", () => living.delete(child));
  child.once("error", () => living.delete(child));
  return child;
}

/** Asks a child to end, and after `patienceMs` makes it. Resolves when it is gone. */
export async function stopChild(child: ChildProcess, patienceMs = 10_000): Promise<void> {
  if (!isAlive(child)) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  await gone;
  clearTimeout(timer);
}
