/** Waits for a freshly started server to answer, and says why when it never does. */
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { isAlive } from "./bound-child.ts";

export interface Readiness {
  /** For the message: "Redis". */
  name: string;
  child: ChildProcess;
  logFile: string;
  timeoutMs: number;
  /** Resolves true when the server answers; may reject or resolve false while it does not. */
  probe: () => Promise<boolean>;
}

function endOf(logFile: string): string {
  const lines = readFileSync(logFile, "utf8").trim().split("\n");
  return lines.slice(-8).join("\n  ");
}

/** Resolves when the probe is satisfied. @throws Error with the end of the log when the server ends or is too slow. */
export async function waitUntilReady({ name, child, logFile, timeoutMs, probe }: Readiness): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    if (!isAlive(child)) throw new Error(`${name} ended at its start (${logFile}):\n  ${endOf(logFile)}`);
    if (await probe().catch(() => false)) return;
    if (performance.now() > deadline) {
      throw new Error(`${name} did not answer within ${timeoutMs / 1000} s (${logFile}):\n  ${endOf(logFile)}`);
    }
    await pause(20);
  }
}
