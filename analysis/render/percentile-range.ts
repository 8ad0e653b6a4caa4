/** The range of values between two percentiles. */
import type { DisplayRange } from "./zscale.ts";

/** Percentiles of large pictures rest on about so many of their pixels. */
const samples = 65_536;

/**
 * @param cutPercent of the finite values lie below the range, and as many above.
 * @returns the range, values of the data at both ends (linear between ranks, as numpy); null when no value is finite.
 */
export function percentileRange(data: Float32Array, cutPercent: number): DisplayRange | null {
  const stride = Math.max(1, Math.floor(data.length / samples));
  const values = new Float32Array(Math.ceil(data.length / stride));
  let count = 0;
  for (let at = 0; at < data.length; at += stride) {
    const value = data[at] as number;
    if (Number.isFinite(value)) {
      values[count] = value;
      count += 1;
    }
  }
  if (count === 0) return null;
  const sorted = values.subarray(0, count).sort();
  const rank = (cutPercent / 100) * (count - 1);
  return { low: at(sorted, rank), high: at(sorted, count - 1 - rank) };
}

function at(sorted: Float32Array, rank: number): number {
  const below = sorted[Math.floor(rank)] as number;
  const above = sorted[Math.ceil(rank)] as number;
  return below + (above - below) * (rank - Math.floor(rank));
}
