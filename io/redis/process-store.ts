/** A sign of life of processes without HTTP: a file that is touched while the process reaches Redis, for probes. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Redis } from "./connect.ts";

const everyMs = 2000;

/** The file of a process's sign of life; its content is the instant in UTC milliseconds. */
export function signOfLife(dataDir: string, name: string): string {
  return join(dataDir, "alive", name);
}

export interface Beating {
  stop(): Promise<void>;
}

/**
 * Writes the instant of the last answer of Redis until stopped. A process whose event loop hangs, or that cannot reach
 * Redis, falls silent: `firstlook doctor --process NAME` then says so.
 */
export function beatProcess(redis: Redis, name: string, dataDir: string): Beating {
  const file = signOfLife(dataDir, name);
  let writing = Promise.resolve();
  const beat = () => {
    writing = redis
      .ping()
      .then(() => mkdir(join(dataDir, "alive"), { recursive: true }))
      .then(() => writeFile(file, String(Date.now())))
      .catch(() => undefined);
  };
  beat();
  const timer = setInterval(beat, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await writing;
      await rm(file, { force: true });
    },
  };
}
