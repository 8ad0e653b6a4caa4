/** The stars' light by radius: how bright the ring is, and how much light lies within. */
import { type Axis, drawAxes, ink, label, placeOn, plotPicture, roundTicks, type SvgPicture } from "./plot-picture.ts";

export interface RadialProfile {
  readonly radiusPx: readonly number[];
  readonly intensity: readonly number[];
  readonly encircled: readonly number[];
  readonly stars: number;
}

const warm = "#ffb454";

/** @param scaleArcsec of a pixel; null draws pixels. */
export function drawProfile(
  { radiusPx, intensity, encircled, stars }: RadialProfile,
  scaleArcsec: number | null,
): SvgPicture {
  const scale = scaleArcsec ?? 1;
  const x: Axis = { from: 0, to: (radiusPx.at(-1) ?? 1) * scale, fromPx: 66, toPx: 616 };
  const y: Axis = { from: Math.min(0, ...intensity), to: Math.max(1, ...intensity) * 1.04, fromPx: 416, toPx: 56 };
  const line = (values: readonly number[]) =>
    values
      .map((value, at) => `${at === 0 ? "M" : "L"}${placeOn(x, (radiusPx[at] ?? 0) * scale)} ${placeOn(y, value)}`)
      .join("");
  const draw = (values: readonly number[], color: string) =>
    `<path d="${line(values)}" fill="none" stroke="${color}" stroke-width="2.5" stroke-linejoin="round"/>`;
  const unit = scaleArcsec === null ? "px" : "arcsec";
  const axes = drawAxes({
    x,
    y,
    xTicks: roundTicks(x, 6),
    yTicks: roundTicks(y, 5),
    xName: `radius, ${unit}`,
  });
  const names =
    label("light within", 600, 240, { color: warm, anchor: "end" }) +
    label("brightness of the ring", 600, 262, { color: ink.accent, anchor: "end" });
  const content = axes + draw(encircled, warm) + draw(intensity, ink.accent) + names;
  return plotPicture("light by radius", `${stars} ${stars === 1 ? "star" : "stars"}`, content);
}
