/** Median, clipped mean and clipped standard deviation of many numbers, from how often each value occurs. */

export interface ClippedStatistics {
  /** Finite values before clipping. */
  readonly count: number;
  /** Values that were kept. */
  readonly kept: number;
  /** Median of all finite values, before clipping. */
  readonly median: number;
  /** Mean and standard deviation (population) of the kept values. */
  readonly mean: number;
  readonly std: number;
}

/** Distinct values in ascending order and how often each occurs. */
interface Tally {
  readonly values: Float64Array;
  readonly counts: Uint32Array;
  readonly total: number;
}

/** Whole numbers within this range of the first are counted; anything else is sorted. */
const countedRange = 1 << 18;
/** Kept between calls, and all 0 there: clearing what was used is cheaper than a new one. */
const occurrences = new Uint32Array(countedRange);

/**
 * Clips around the median until nothing more is dropped, five times at most: `astropy.stats.sigma_clipped_stats` with
 * its defaults but for `clipSigmas`. Raw detector counts are whole numbers, which need no sorting.
 * @returns null without a finite value.
 */
export function clippedStatistics(values: Float32Array, clipSigmas = 3, maxRounds = 5): ClippedStatistics | null {
  const tally = tallyOf(values);
  if (tally.total === 0) return null;
  let low = 0;
  let high = tally.values.length - 1;
  const median = medianBetween(tally, low, high);
  let centre = median;
  let moments = momentsBetween(tally, low, high);
  for (let round = 0; round < maxRounds; round += 1) {
    const before = high - low;
    const reach = clipSigmas * moments.std;
    while ((tally.values[low] as number) < centre - reach) low += 1;
    while ((tally.values[high] as number) > centre + reach) high -= 1;
    if (high - low === before) break;
    centre = medianBetween(tally, low, high);
    moments = momentsBetween(tally, low, high);
  }
  return { count: tally.total, median, ...moments };
}

function tallyOf(values: Float32Array): Tally {
  const origin = Math.round(values[0] ?? 0) - countedRange / 2;
  let low = countedRange;
  let high = -1;
  let counted = 0;
  for (; counted < values.length; counted += 1) {
    const at = (values[counted] as number) - origin;
    const index = at | 0;
    // A fraction, NaN, or a value too far away.
    if (at !== index || index < 0 || index >= countedRange) break;
    occurrences[index] = (occurrences[index] as number) + 1;
    if (index < low) low = index;
    if (index > high) high = index;
  }
  const tally = counted === values.length ? distinct(origin, low, high, counted) : sorted(values);
  if (high >= low) occurrences.fill(0, low, high + 1);
  return tally;
}

function distinct(origin: number, low: number, high: number, total: number): Tally {
  let length = 0;
  for (let at = low; at <= high; at += 1) if ((occurrences[at] as number) > 0) length += 1;
  const tally = { values: new Float64Array(length), counts: new Uint32Array(length), total };
  for (let at = low, to = 0; at <= high; at += 1) {
    if ((occurrences[at] as number) === 0) continue;
    tally.values[to] = origin + at;
    tally.counts[to] = occurrences[at] as number;
    to += 1;
  }
  return tally;
}

function sorted(values: Float32Array): Tally {
  const finite = values.filter((value) => Number.isFinite(value)).sort();
  return { values: Float64Array.from(finite), counts: new Uint32Array(finite.length).fill(1), total: finite.length };
}

function medianBetween({ values, counts }: Tally, low: number, high: number): number {
  let kept = 0;
  for (let at = low; at <= high; at += 1) kept += counts[at] as number;
  const upperRank = kept >> 1;
  const lowerRank = (kept - 1) >> 1;
  let lower = Number.NaN;
  for (let at = low, before = 0; at <= high; at += 1) {
    before += counts[at] as number;
    if (Number.isNaN(lower) && before > lowerRank) lower = values[at] as number;
    if (before > upperRank) return (lower + (values[at] as number)) / 2;
  }
  return lower;
}

function momentsBetween({ values, counts }: Tally, low: number, high: number) {
  let kept = 0;
  let sum = 0;
  const origin = values[low] as number;
  for (let at = low; at <= high; at += 1) {
    kept += counts[at] as number;
    sum += (counts[at] as number) * ((values[at] as number) - origin);
  }
  const mean = origin + sum / kept;
  let squares = 0;
  for (let at = low; at <= high; at += 1) squares += (counts[at] as number) * ((values[at] as number) - mean) ** 2;
  return { kept, mean, std: Math.sqrt(squares / kept) };
}
