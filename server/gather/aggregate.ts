/** How one metric spreads over the detectors of an exposure. Pure. */
import type { Aggregate } from "#contracts/exposure.ts";

/** Makes the median absolute deviation of a normal distribution its standard deviation: 1 / Φ⁻¹(3/4). */
const sigmaPerMad = 1.4826;

/**
 * @param sorted ascending.
 * @returns null where there is no value.
 */
export function aggregate(sorted: readonly number[]): Aggregate | null {
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return null;
  const median = medianOfSorted(sorted);
  const spread = sorted.length < 2 ? null : sigmaPerMad * medianDeviation(sorted, median);
  return { n: sorted.length, median, min, max, spread };
}

/** @param sorted ascending, at least one value. */
export function medianOfSorted(sorted: readonly number[]): number {
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)] ?? Number.NaN;
  const high = sorted[Math.ceil(middle)] ?? Number.NaN;
  return (low + high) / 2;
}

/** On either side of the median deviations grow outwards, so those of the inner half are met in order without sorting. */
function medianDeviation(sorted: readonly number[], median: number): number {
  const middle = (sorted.length - 1) / 2;
  let below = Math.floor(middle);
  let above = below + 1;
  let [inner, outer] = [0, 0];
  for (let rank = 0; rank <= Math.ceil(middle); rank += 1) {
    const down = below < 0 ? Number.POSITIVE_INFINITY : median - (sorted[below] as number);
    const up = above >= sorted.length ? Number.POSITIVE_INFINITY : (sorted[above] as number) - median;
    inner = outer;
    outer = Math.min(down, up);
    if (down <= up) below -= 1;
    else above += 1;
    if (rank === Math.floor(middle)) inner = outer;
  }
  return (inner + outer) / 2;
}
