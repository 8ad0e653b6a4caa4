/** The values of one column counted in bins of even, round width. Pure. */
import { robustDomain } from "#app/night/plot-points.ts";

export interface Valued {
  seqNum: number;
  value: number;
}

/** `from` belongs to it, `to` to the next one; to the last bin both do. */
export interface Bin {
  from: number;
  to: number;
  seqs: number[];
}

export interface Bins {
  bins: Bin[];
  /** Exposures far below and above the others, which have no bin. */
  below: number[];
  above: number[];
}

const mostBins = 60;

function roundUp(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  return ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= width * (1 - 1e-9)) ?? 10) * power;
}

/**
 * @returns bins of the width of Freedman and Diaconis (1981), 2 × interquartile range / ∛n, rounded up to 1, 2, 2.5
 * or 5 × a power of ten; values farther from the bulk than `robustDomain` reaches are counted beside them.
 */
export function binValues(values: readonly Valued[]): Bins {
  const sorted = values.map(({ value }) => value).sort((a, b) => a - b);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return { bins: [], below: [], above: [] };
  const [from, to] = robustDomain(sorted);
  const [low, high] = [Math.max(least, from), Math.min(most, to)];
  const quartile = (part: number): number => sorted[Math.round((sorted.length - 1) * part)] ?? 0;
  const wanted = (2 * (quartile(0.75) - quartile(0.25))) / Math.cbrt(sorted.length);
  const span = high - low;
  // Values that differ by less than numbers can tell apart are one bin.
  const finest = Math.max(Math.abs(low), Math.abs(high)) * 1e-6;
  const rough = span > finest ? Math.max(wanted, span / mostBins, finest) : Math.abs(high) * 0.1;
  const width = rough > 1e-100 ? roundUp(rough) : 1;
  const first = Math.floor(low / width + 1e-9);
  const last = Math.max(first, Math.ceil(high / width - 1e-9) - 1);
  const bins = Array.from(
    { length: last - first + 1 },
    (_, at): Bin => ({ from: (first + at) * width, to: (first + at + 1) * width, seqs: [] }),
  );
  const [below, above]: [number[], number[]] = [[], []];
  for (const { seqNum, value } of values) {
    if (value < low) below.push(seqNum);
    else if (value > high) above.push(seqNum);
    else bins[Math.min(bins.length - 1, Math.max(0, Math.floor(value / width + 1e-9) - first))]?.seqs.push(seqNum);
  }
  return { bins, below, above };
}

/** @returns all exposures in the bins from one to another, whichever is first. */
export function seqsOfBins(bins: readonly Bin[], a: number, b: number): number[] {
  return bins.slice(Math.max(0, Math.min(a, b)), Math.max(a, b) + 1).flatMap(({ seqs }) => seqs);
}
