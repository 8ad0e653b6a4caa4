/** Keeps child processes running: starts them, brings back those that die, and stops them in order. */
import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { restartWanted } from "#contracts/exit-code.ts";
import { spawnBound, stopChild } from "../parts/bound-child.ts";
import { readableLine } from "./log-line.ts";

export interface ChildSpec {
  name: string;
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  /** False for a child that does one thing and ends. */
  keepAlive: boolean;
}

export interface SupervisorHooks {
  log: (line: string) => void;
  /** How long a child must live for its next death to count as the first; 30 s when not given. */
  steadyAfterMs?: number;
  /** Pause before the n-th restart in a row, n from 1; `restartPauseMs` when not given. */
  pauseMs?: (failuresInARow: number) => number;
}

export interface Supervisor {
  start(spec: ChildSpec): void;
  /** Stops the named children, all at once, and does not bring them back. */
  stop(names: readonly string[]): Promise<void>;
  /** Names of the children that are to run, in the order in which they were started. */
  names(): string[];
  pidOf(name: string): number | null;
}

interface Kept {
  spec: ChildSpec;
  child: ChildProcess;
  startedAtMs: number;
  failuresInARow: number;
  restart: NodeJS.Timeout | null;
}

/** @returns half a second after the first death, doubled with each that follows, half a minute at most. */
export function restartPauseMs(failuresInARow: number): number {
  return Math.min(500 * 2 ** (failuresInARow - 1), 30_000);
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
}

/** @returns a supervisor with no children yet. */
export function supervise({ log, steadyAfterMs = 30_000, pauseMs = restartPauseMs }: SupervisorHooks): Supervisor {
  const all = new Map<string, Kept>();

  const launch = (spec: ChildSpec, failuresBefore: number): void => {
    const child = spawnBound(spec.command, spec.args, { env: spec.env });
    const kept: Kept = { spec, child, startedAtMs: performance.now(), failuresInARow: failuresBefore, restart: null };
    all.set(spec.name, kept);
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on("line", (line) => log(readableLine(spec.name, line)));
    }
    child.once("error", (error) => log(readableLine(spec.name, `could not be started: ${error.message}`)));
    child.once("exit", (code, signal) => onExit(kept, code, signal));
  };

  const onExit = (kept: Kept, code: number | null, signal: NodeJS.Signals | null): void => {
    const { spec } = kept;
    if (all.get(spec.name) !== kept) return;
    if (!spec.keepAlive) {
      all.delete(spec.name);
      if (code !== 0) log(readableLine(spec.name, describeEnd(code, signal)));
      return;
    }
    if (code === restartWanted) {
      log(readableLine(spec.name, "starts afresh, by its own wish"));
      launch(spec, 0);
      return;
    }
    const steady = performance.now() - kept.startedAtMs >= steadyAfterMs;
    const failures = steady ? 1 : kept.failuresInARow + 1;
    const pause = pauseMs(failures);
    log(readableLine(spec.name, `${describeEnd(code, signal)}; it is started again in ${pause / 1000} s`));
    kept.restart = setTimeout(() => launch(spec, failures), pause);
  };

  return {
    start: (spec) => launch(spec, 0),
    stop: async (names) => {
      const stopping = names.map((name) => all.get(name)).filter((kept) => kept !== undefined);
      for (const kept of stopping) {
        all.delete(kept.spec.name);
        if (kept.restart !== null) clearTimeout(kept.restart);
      }
      await Promise.all(stopping.map((kept) => stopChild(kept.child)));
    },
    names: () => [...all.keys()],
    pidOf: (name) => all.get(name)?.child.pid ?? null,
  };
}
