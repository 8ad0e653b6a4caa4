/** How the newest value stands to the ones before it in the same band. */
import type { ExposureSummary } from "#contracts/exposure.ts";

/** How many earlier values make the reference. */
export const trendLength = 10;

export interface Trend {
  /** Value minus the median of the earlier ones. */
  difference: number;
  /** How many earlier values there were. */
  n: number;
  band: string | null;
}

/** @returns the median of at least one number. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/**
 * @param exposures newest first. @param of the exposure whose value is judged.
 * @returns null when it has no value or fewer than three earlier exposures of its band have one.
 */
export function trendOf(exposures: readonly ExposureSummary[], of: ExposureSummary, metric: string): Trend | null {
  const value = of.metrics[metric];
  if (typeof value !== "number") return null;
  const band = of.header?.band ?? null;
  const earlier: number[] = [];
  for (const exposure of exposures) {
    if (exposure.seqNum >= of.seqNum || (exposure.header?.band ?? null) !== band) continue;
    const past = exposure.metrics[metric];
    if (typeof past === "number") earlier.push(past);
    if (earlier.length === trendLength) break;
  }
  if (earlier.length < 3) return null;
  return { difference: value - median(earlier), n: earlier.length, band };
}

/** @returns up to `length` newest values in order of time, for a spark line; missing ones are left out. */
export function recentValues(exposures: readonly ExposureSummary[], metric: string, length: number): number[] {
  const values: number[] = [];
  for (const exposure of exposures) {
    const value = exposure.metrics[metric];
    if (typeof value === "number") values.push(value);
    if (values.length === length) break;
  }
  return values.reverse();
}
