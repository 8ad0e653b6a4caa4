/** Reads what is kept beside an exposure's results. */
import type { Redis } from "#io/redis/connect.ts";
import { latencyStore } from "#io/redis/latency-store.ts";
import { readSuperseded } from "#io/redis/supersede.ts";
import { readReconciliation, watchStore } from "#io/redis/watch-store.ts";
import type { Beside } from "#server/latency/exposure-latency.ts";

export async function readBeside(redis: Redis, camera: string, exposureId: number): Promise<Beside> {
  const [readout, paintedAtMs, reconciliation, superseded] = await Promise.all([
    watchStore(redis).readReadout(camera, exposureId),
    latencyStore(redis).readPainted(camera, exposureId),
    readReconciliation(redis, camera, exposureId),
    readSuperseded(redis, camera, exposureId),
  ]);
  return { readoutEndedAtMs: readout?.readoutEndedAtMs ?? null, paintedAtMs, reconciliation, superseded };
}
