/** Where the curve of encircled light reaches a part of the light. */
import type { ProfilePlot } from "#contracts/plots.ts";

/** @returns the radius in px at which `encircled` first reaches `part`, straight between its points; null where never. */
export function encircledRadius({ radiusPx, encircled }: ProfilePlot, part: number): number | null {
  let [fromRadius, fromPart] = [0, 0];
  for (const [at, radius] of radiusPx.entries()) {
    const held = encircled[at] ?? Number.NaN;
    if (held >= part)
      return held === fromPart ? radius : fromRadius + ((part - fromPart) / (held - fromPart)) * (radius - fromRadius);
    [fromRadius, fromPart] = [radius, held];
  }
  return null;
}
