/** How the stars are drawn out over the detector: a whisker each, along its long axis, as long as it is elliptical. */
import { detectorAxes } from "./detector-outline.ts";
import { ink, label, placeOn, plotPicture, type SvgPicture } from "./plot-picture.ts";

/** One entry a star; e1 and e2 are (Ixx − Iyy)/T and 2 Ixy/T in the image's axes. */
export interface StarShapes {
  readonly xPx: readonly number[];
  readonly yPx: readonly number[];
  readonly e1: readonly number[];
  readonly e2: readonly number[];
}

/** The key's whisker is of this ellipticity; the longest whiskers are about as long as this many pixels. */
const longestPx = 44;
const steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

export function drawEllipticityMap(
  { xPx, yPx, e1, e2 }: StarShapes,
  size: { readonly width: number; readonly height: number },
): SvgPicture {
  const { x, y, outline } = detectorAxes(size.width, size.height);
  const sizes = e1.map((one, at) => Math.hypot(one, e2[at] ?? 0));
  const sorted = [...sizes].sort((one, other) => one - other);
  // Nine of ten stars decide: one odd star does not make the others' whiskers dots.
  const large = sorted[Math.floor(0.9 * (sorted.length - 1))] ?? 0;
  const key = steps.find((step) => step >= large) ?? 1;
  const whiskers = sizes.map((e, at) => {
    const half = (Math.min(1.5, e / key) * longestPx) / 2;
    const angle = 0.5 * Math.atan2(e2[at] ?? 0, e1[at] ?? 0);
    const [cx, cy] = [placeOn(x, xPx[at] ?? 0), placeOn(y, yPx[at] ?? 0)];
    const [dx, dy] = [half * Math.cos(angle), -half * Math.sin(angle)];
    return `M${round(cx - dx)} ${round(cy - dy)}L${round(cx + dx)} ${round(cy + dy)}`;
  });
  const drawn = `<path d="${whiskers.join("")}" stroke="${ink.accent}" stroke-width="2" stroke-linecap="round" fill="none"/>`;
  const keyed =
    `<path d="M${556 - longestPx / 2} 240h${longestPx}" stroke="${ink.accent}" stroke-width="2" stroke-linecap="round"/>` +
    label(`e = ${key}`, 556, 268, { anchor: "middle" });
  const count = `${sizes.length} ${sizes.length === 1 ? "star" : "stars"}`;
  return plotPicture("ellipticity over the detector", count, outline + drawn + keyed);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
