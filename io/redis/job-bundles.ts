/** Bundles: jobs of one exposure that come together wait, are claimed and are acknowledged as one job of the queue. Pure. */
import { createHash } from "node:crypto";
import type { JobBundle, QueuedJob } from "#contracts/queued-job.ts";

/** No camera's name holds an `@`, so no job is taken for a bundle by its id. */
const word = "bundle@";

/** A Lua pattern that captures how many jobs the bundle of an id holds. */
export const bundleSizePattern = `^${word}(%d+)~`;

/** @returns how many jobs wait under an id. */
export function sizeOfId(id: string): number {
  return id.startsWith(word) ? Number.parseInt(id.slice(word.length), 10) : 1;
}

/** @returns the id in the queue: the same jobs that come again are the same bundle. */
export function waitingId(waiting: QueuedJob | JobBundle): string {
  if (waiting.v === 2) return waiting.id;
  const ids = waiting.jobs.map(({ id }) => id).join(" ");
  return `${word}${waiting.jobs.length}~${createHash("sha256").update(ids).digest("hex").slice(0, 32)}`;
}

/**
 * @param jobs of one lane, in the order in which they are to be done.
 * @param batchSize most jobs of a bundle; with 1 every job waits by itself.
 * @returns what waits in their place. Jobs of side runs have another priority than those beside them, and stay single.
 */
export function bundled(jobs: readonly QueuedJob[], batchSize: number): (QueuedJob | JobBundle)[] {
  if (batchSize === 1) return [...jobs];
  const groups = Map.groupBy(jobs, ({ id, run, camera, exposureId }) =>
    run === undefined ? `${camera} ${exposureId}` : id,
  );
  return [...groups.values()].flatMap((group) => chunksOf(group, batchSize).map(asBundle));
}

function asBundle(jobs: readonly QueuedJob[]): QueuedJob | JobBundle {
  const [first] = jobs;
  return first !== undefined && jobs.length === 1 ? first : { v: 3, jobs: [...jobs] };
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}
