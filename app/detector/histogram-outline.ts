/** The outline of a histogram over a logarithmic axis of counts. */
import { type Axis, placeOf } from "./plot-axis.ts";

/** Lowest end of the axis: an empty bin lies on it, a single pixel stands above it. */
export const leastCountLog = Math.log10(0.5);

/**
 * @param counts of equally wide bins from end to end of `x`.
 * @param y axis of log10 of the counts.
 * @returns a closed path in steps.
 */
export function histogramOutline(counts: readonly number[], x: Axis, y: Axis): string {
  const width = (x.toPx - x.fromPx) / Math.max(1, counts.length);
  const floor = placeOf(y, leastCountLog).toFixed(1);
  const steps = counts.map((count, at) => {
    const top = placeOf(y, count > 0 ? Math.log10(count) : leastCountLog).toFixed(1);
    return `V${top}H${(x.fromPx + (at + 1) * width).toFixed(1)}`;
  });
  return `M${x.fromPx.toFixed(1)} ${floor}${steps.join("")}V${floor}Z`;
}
