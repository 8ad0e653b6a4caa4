/** Histograms of spans: fixed buckets that any number of processes add to, and percentiles read from them. Pure. */

/** Buckets are 10^(1/20) wide, from 1 ms to 10^6 ms: a percentile is at most 6 % off, whatever was added by whom. */
const perDecade = 20;
const decades = 6;
export const bucketCount = perDecade * decades + 2;

/** @returns the bucket of a span; below 1 ms, and below zero where two machines' clocks differ, is bucket 0. */
export function bucketOf(ms: number): number {
  if (!(ms > 1)) return 0;
  return Math.min(bucketCount - 1, Math.ceil(Math.log10(ms) * perDecade - 1e-9));
}

/** @returns the largest span of a bucket, milliseconds; the last has no end. */
export function upperMs(bucket: number): number {
  return bucket === bucketCount - 1 ? Number.POSITIVE_INFINITY : 10 ** (bucket / perDecade);
}

/** @returns the percentile in milliseconds, the middle (by logarithm) of the bucket it falls into; null of nothing. */
export function percentileMs(counts: ReadonlyMap<number, number>, percent: number): number | null {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let below = 0;
  for (const [bucket, count] of [...counts].sort(([left], [right]) => left - right)) {
    below += count;
    if (below >= (percent / 100) * total) return middleMs(bucket);
  }
  return null;
}

function middleMs(bucket: number): number {
  if (bucket === 0) return 0.5;
  return 10 ** ((bucket - 0.5) / perDecade);
}
