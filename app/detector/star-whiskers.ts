/** Stars as whiskers: along the star's long axis, as long as it is elliptical. */
import type { StarsPlot } from "#contracts/plots.ts";

/** Length of the whisker that the key shows, CSS pixels. */
export const keyWhiskerPx = 20;
/** A star beyond is drawn so long and no longer: a blend or a trail would cross out its neighbours. */
const longestPx = 2 * keyWhiskerPx;

/** @returns the round ellipticity that the key's whisker stands for: the next above the stars' median. */
export function keyEllipticity({ e1, e2 }: StarsPlot): number {
  const sizes = e1.map((each, at) => Math.hypot(each, e2[at] ?? 0)).sort((a, b) => a - b);
  const middle = sizes[Math.floor(sizes.length / 2)] ?? 0;
  return [0.02, 0.05, 0.1, 0.2, 0.5].find((round) => round >= middle) ?? 1;
}

export interface Whiskers {
  /** One path for all of them. */
  path: string;
  /** How many are drawn shorter than they are. */
  cut: number;
}

/**
 * @param place where a star's pixel is drawn, y downwards as on screens while the image's y goes up.
 * @returns lines centred on the stars; the axis lies at half the angle of (e1, e2).
 */
export function starWhiskers(
  stars: StarsPlot,
  key: number,
  place: (xPx: number, yPx: number) => [number, number],
): Whiskers {
  let [path, cut] = ["", 0];
  for (const [at, xPx] of stars.xPx.entries()) {
    const [e1, e2] = [stars.e1[at] ?? 0, stars.e2[at] ?? 0];
    const [x, y] = place(xPx, stars.yPx[at] ?? 0);
    const wanted = (Math.hypot(e1, e2) / key) * keyWhiskerPx;
    if (wanted > longestPx) cut += 1;
    const half = Math.min(wanted, longestPx) / 2;
    const angle = Math.atan2(e2, e1) / 2;
    const [dx, dy] = [half * Math.cos(angle), -half * Math.sin(angle)];
    path += `M${(x - dx).toFixed(1)} ${(y - dy).toFixed(1)}L${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`;
  }
  return { path, cut };
}
