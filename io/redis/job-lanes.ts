/** Lanes: a pool may be cut into several queues, and a detector's jobs are always in the same one. Pure. */

/** One queue of a pool. */
export interface Lane {
  pool: string;
  /** From 0. */
  lane: number;
  lanes: number;
}

/** @returns the queue's name; a pool of one lane is a queue of its own name. */
export function queueName({ pool, lane, lanes }: Lane): string {
  return lanes === 1 ? pool : `${pool}.${lane}-of-${lanes}`;
}

/** @returns the lane of a detector's jobs: the same wherever and whenever it is asked for (FNV-1a). */
export function laneOf({ camera, detector }: { camera: string; detector: string }, lanes: number): number {
  if (lanes === 1) return 0;
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(`${camera}~${detector}`)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % lanes;
}

/**
 * @param pools that a worker serves, in order; `*` stands for every pool that is not named.
 * @returns lanes in the order in which the worker looks for work: in each pool its own first, then the others from there
 * on, so that workers that help do not all help the same.
 */
export function lanesInOrder(lanes: readonly Lane[], pools: readonly string[], ordinal: number): Lane[] {
  const rank = (pool: string) => pools.indexOf(pools.includes(pool) ? pool : "*");
  const distance = ({ lane, lanes: count }: Lane) => (lane - (ordinal % count) + count) % count;
  return lanes
    .filter(({ pool }) => rank(pool) >= 0)
    .sort(
      (left, right) =>
        rank(left.pool) - rank(right.pool) ||
        left.pool.localeCompare(right.pool) ||
        left.lanes - right.lanes ||
        distance(left) - distance(right),
    );
}

/** @returns whether the lane is the worker's own, whose detectors' calibrations it keeps warm. */
export function isOwnLane({ lane, lanes }: Lane, ordinal: number): boolean {
  return ordinal % lanes === lane;
}
