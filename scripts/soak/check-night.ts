/** Whether a night came out right: every detector of every exposure has one result, and nothing is left over. */
import type { Redis } from "#io/redis/connect.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import type { JobQueue } from "#io/redis/job-queue.ts";
import { keys } from "#io/redis/keys.ts";
import { readIntake } from "#io/redis/worker-store.ts";

export interface NightCheck {
  expected: number;
  /** Results that are there. */
  results: number;
  lost: number;
  /** Results or records beyond the expected ones. */
  doubled: number;
  failed: number;
  /** Results that took more than one attempt, because a worker died. */
  triedAgain: number;
  /** Exposures whose summary is complete, with the count of its set of detectors. */
  complete: number;
  /** Exposures whose completion was told more than once, or never. */
  toldWrongly: number;
  /** Records that the intake counted as work. */
  counted: number;
  /** Jobs and changes that nobody worked off. */
  leftOver: number;
}

export async function checkNight(
  redis: Redis,
  queue: JobQueue,
  { camera, exposureIds, detectors }: { camera: string; exposureIds: readonly number[]; detectors: readonly string[] },
): Promise<NightCheck> {
  const told = await completionsOf(redis, camera);
  const check = { results: 0, lost: 0, doubled: 0, failed: 0, triedAgain: 0, complete: 0, toldWrongly: 0 };
  for (const exposureId of exposureIds) {
    const facts = await readExposure(redis, camera, exposureId);
    const found = facts?.results ?? [];
    const names = new Set(found.map(({ detector }) => detector));
    check.results += found.length;
    check.lost += detectors.filter((detector) => !names.has(detector)).length;
    check.doubled += found.length - names.size;
    check.failed += found.filter(({ status }) => status === "failed").length;
    check.triedAgain += found.filter(({ attempts }) => attempts > 1).length;
    const { state, done } = facts?.summary ?? {};
    if (state === "complete" && done === detectors.length) check.complete += 1;
    if (told.get(exposureId) !== 1) check.toldWrongly += 1;
  }
  const { waiting, active } = await queue.view(Date.now());
  const expected = exposureIds.length * detectors.length;
  const counted = (await readIntake(redis)).counts.work ?? 0;
  const leftOver = waiting + active + (await redis.xlen(keys.changes));
  return { ...check, expected, counted, leftOver };
}

/** @returns how often each exposure was told to be complete. */
async function completionsOf(redis: Redis, camera: string): Promise<Map<number, number>> {
  const told = new Map<number, number>();
  let from = "-";
  for (;;) {
    const entries = await redis.xrange(keys.deltas, from, "+", "COUNT", 500);
    for (const [, fields] of entries) {
      const summary = JSON.parse(fields[fields.indexOf("exposure") + 1] ?? "null") as Record<string, unknown> | null;
      if (summary?.camera !== camera || summary.state !== "complete") continue;
      const exposureId = Number(summary.exposureId);
      told.set(exposureId, (told.get(exposureId) ?? 0) + 1);
    }
    const last = entries.at(-1)?.[0];
    if (last === undefined) return told;
    from = `(${last}`;
  }
}
