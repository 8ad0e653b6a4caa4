/** A sign of life of processes without HTTP: a file that says when they lived and reached Redis last, for probes. */
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Redis } from "./connect.ts";
import type { ProcessWord } from "./process-store.ts";

const everyMs = 2000;

/** The file of a process's sign of life: two instants in UTC milliseconds, of the process itself and of Redis's last answer. */
export function signOfLife(dataDir: string, name: string): string {
  return join(dataDir, "alive", name);
}

export interface Life {
  stop(): Promise<void>;
}

/**
 * Writes both instants until stopped. A process whose event loop hangs falls silent and is to be started anew; one that
 * only waits for Redis lives and is not ready. `scripts/alive.mjs` tells them apart.
 * @param word what operators are told of the process as often; workers have a heartbeat of their own.
 */
export function beatProcess(redis: Redis, name: string, dataDir: string, word?: ProcessWord): Life {
  const file = signOfLife(dataDir, name);
  let answeredAtMs = 0;
  let isAsking = false;
  let writing: Promise<unknown> = mkdir(join(dataDir, "alive"), { recursive: true });

  async function ask(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    const isThere = await (word?.say() ?? redis.ping()).then(
      () => true,
      () => false,
    );
    isAsking = false;
    if (isThere) answeredAtMs = Date.now();
  }
  async function write(): Promise<void> {
    // A probe never reads half of it.
    await writeFile(`${file}.part`, `${Date.now()} ${answeredAtMs}`);
    await rename(`${file}.part`, file);
  }
  const beat = () => {
    void ask();
    writing = writing.then(write).catch(() => undefined);
  };
  void ask().then(beat);
  beat();
  const timer = setInterval(beat, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await writing;
      await rm(file, { force: true });
      // One that cannot be told is forgotten by itself.
      await word?.takeBack().catch(() => undefined);
    },
  };
}
