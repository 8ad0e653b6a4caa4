/** How one metric spreads over the detectors of an exposure. Pure. */
import type { Aggregate } from "#contracts/exposure.ts";

/** Makes the median absolute deviation of a normal distribution its standard deviation: 1 / Φ⁻¹(3/4). */
const sigmaPerMad = 1.4826;

/** @returns null where there is no value. */
export function aggregate(values: readonly number[]): Aggregate | null {
  const sorted = [...values].sort((left, right) => left - right);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return null;
  const median = medianOfSorted(sorted);
  const deviations = sorted.map((value) => Math.abs(value - median)).sort((left, right) => left - right);
  const spread = sorted.length < 2 ? null : sigmaPerMad * medianOfSorted(deviations);
  return { n: sorted.length, median, min, max, spread };
}

/** @param sorted ascending, at least one value. */
export function medianOfSorted(sorted: readonly number[]): number {
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)] ?? Number.NaN;
  const high = sorted[Math.ceil(middle)] ?? Number.NaN;
  return (low + high) / 2;
}
