/** How many pixels have which level, on a logarithmic axis. */
import type { PixelHistogram } from "../../profile/pixel-histogram.ts";
import { type Axis, drawAxes, ink, placeOn, plotPicture, roundTicks, type SvgPicture } from "./plot-picture.ts";

const x0 = { fromPx: 66, toPx: 616 };
const y0 = { fromPx: 416, toPx: 56 };

/** @param unit of the levels. */
export function drawHistogram({ from, to, counts, below, above }: PixelHistogram, unit: string): SvgPicture {
  const most = Math.max(1, ...counts);
  const x: Axis = { from, to: to > from ? to : from + 1, ...x0 };
  // One pixel stands half a decade above nothing.
  const y: Axis = { from: -0.5, to: Math.log10(most) + 0.15, ...y0 };
  const widthPx = (x.toPx - x.fromPx) / Math.max(1, counts.length);
  const top = (count: number) => placeOn(y, count > 0 ? Math.log10(count) : y.from);
  const outline = counts.map((count, bin) => `L${x.fromPx + bin * widthPx} ${top(count)}h${widthPx}`).join("");
  const shape = `<path d="M${x.fromPx} ${y.fromPx}${outline}V${y.fromPx}Z" fill="${ink.accent}" fill-opacity=".28" stroke="${ink.accent}" stroke-width="1.5"/>`;
  const powers = Math.floor(Math.log10(most)) + 1;
  const yTicks = Array.from({ length: powers }, (_, power) => ({ at: power, text: String(10 ** power) }));
  const axes = drawAxes({ x, y, xTicks: roundTicks(x, 6), yTicks, xName: `level, ${unit}` });
  const all = counts.reduce((sum, count) => sum + count, below + above);
  return plotPicture("pixels by level", `${all} pixels, ${below} below, ${above} above`, axes + shape);
}
