/** IRAF's zscale: a range of values around the sky that shows faint things. */

export interface DisplayRange {
  readonly low: number;
  readonly high: number;
}

const samples = 1000;
const contrast = 0.25;
const rejectSigmas = 2.5;
const maxRounds = 5;

/**
 * Fits a line to a sample's sorted values against their rank, outliers rejected, and widens it by 1/contrast.
 * @returns the range, or null when no value is finite; low equals high in a constant image.
 */
export function zscale(data: Float32Array): DisplayRange | null {
  const stride = Math.max(1, Math.floor(data.length / samples));
  const values: number[] = [];
  for (let i = 0; i < data.length; i += stride) {
    const value = data[i] as number;
    if (Number.isFinite(value)) values.push(value);
  }
  const sorted = Float64Array.from(values).sort();
  const count = sorted.length;
  if (count === 0) return null;
  const low = sorted[0] as number;
  const high = sorted[count - 1] as number;
  const middle = (count - 1) / 2;
  const median = ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2;
  const line = fitRanks(sorted);
  if (line === null) return { low, high };
  const slope = line / contrast;
  return { low: Math.max(low, median - middle * slope), high: Math.min(high, median + (count - 1 - middle) * slope) };
}

/** Slope of value against rank, or null when fewer than half of the values agree on one. */
function fitRanks(sorted: Float64Array): number | null {
  let first = 0;
  let last = sorted.length - 1;
  let used = new Uint8Array(sorted.length).fill(1);
  let slope = 0;
  for (let round = 0; round < maxRounds; round += 1) {
    const kept: number[] = [];
    for (let i = first; i <= last; i += 1) if (used[i] === 1) kept.push(i);
    if (kept.length < sorted.length / 2 || kept.length < 2) return null;
    const meanRank = kept.reduce((sum, i) => sum + i, 0) / kept.length;
    const meanValue = kept.reduce((sum, i) => sum + (sorted[i] as number), 0) / kept.length;
    const spread = kept.reduce((sum, i) => sum + (i - meanRank) ** 2, 0);
    slope = kept.reduce((sum, i) => sum + (i - meanRank) * ((sorted[i] as number) - meanValue), 0) / spread;
    const residual = (i: number) => (sorted[i] as number) - meanValue - slope * (i - meanRank);
    const sigma = Math.sqrt(kept.reduce((sum, i) => sum + residual(i) ** 2, 0) / kept.length);
    const next = new Uint8Array(sorted.length);
    for (const i of kept) if (Math.abs(residual(i)) <= rejectSigmas * sigma) next[i] = 1;
    const left = next.reduce((sum, flag) => sum + flag, 0);
    if (left === kept.length) break;
    used = next;
    first = used.indexOf(1);
    last = used.lastIndexOf(1);
  }
  return slope;
}
