/** How uncertain a median is, from the spread of the values themselves. */
import { medianInPlace } from "./median.ts";

/** Standard deviation of a normal distribution in median absolute deviations. */
export const sigmaPerMad = 1.4826;
/** Standard error of the median of a normal sample in those of its mean, √(π/2). */
export const medianErrorPerMeanError = 1.2533;
/** Fewer values do not tell their spread. */
const minValues = 3;

/**
 * 1.2533 · 1.4826 · MAD / √n.
 * @param independent how many of the values are independent, where neighbours share information.
 * @returns null for fewer than three values or where they are all alike.
 */
export function errorOfMedian(values: ArrayLike<number>, independent = values.length): number | null {
  if (values.length < minValues) return null;
  const centre = medianInPlace(Float64Array.from(values));
  const mad = medianInPlace(Float64Array.from(values, (value) => Math.abs(value - centre)));
  const error = (medianErrorPerMeanError * sigmaPerMad * mad) / Math.sqrt(Math.max(1, independent));
  return error > 0 ? error : null;
}
