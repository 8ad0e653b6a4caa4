/** Starts a program that sees few variables, leads a process group of its own and dies with this process. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";

const setpriv =
  process.platform === "linux" ? ["/usr/bin/setpriv", "/bin/setpriv"].find((path) => existsSync(path)) : undefined;
const living = new Set<ChildProcessWithoutNullStreams>();

// The kernel does this too where setpriv exists; elsewhere it is all there is, beside the end of standard input.
process.on("exit", () => {
  for (const child of living) signalGroup(child, "SIGKILL");
});

/** @returns the few variables that a program may see: passwords and keys are not among them unless it lists them. */
export function programEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  listed: readonly string[],
): Record<string, string> {
  const names = ["PATH", "HOME", "LANG", ...listed];
  return Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
}

export function spawnProgram(
  command: readonly string[],
  { cwd, env }: { cwd: string; env: Record<string, string> },
): ChildProcessWithoutNullStreams {
  const words = setpriv === undefined ? command : [setpriv, "--pdeathsig", "KILL", "--", ...command];
  const [program = "", ...args] = words;
  // Typed for callers: an environment without NODE_ENV is none that Next's types know.
  const child = spawn(program, args, { cwd, env: env as NodeJS.ProcessEnv, detached: true, stdio: "pipe" });
  living.add(child);
  child.once("close", () => living.delete(child));
  child.once("error", () => living.delete(child));
  return child;
}

/** Signals a program and whatever it started; one that is gone is no error. */
export function signalGroup({ pid }: { pid?: number | undefined }, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
