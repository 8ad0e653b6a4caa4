/** The bias level of each row of an amplifier, from its overscan. */
import type { DecodedImage } from "../fits/decode-image.ts";
import { medianInPlace } from "../stats/median.ts";
import type { Section } from "./section.ts";

/**
 * Per-row medians of the overscan; rows of the image outside the overscan get the median of those medians.
 * @returns one level for each row of the image, in the image's own unit.
 */
export function rowBias(image: DecodedImage, overscan: Section): Float32Array {
  const levels = new Float32Array(image.height).fill(Number.NaN);
  const row = new Float32Array(overscan.width);
  const known: number[] = [];
  for (let y = overscan.y0; y < overscan.y0 + overscan.height; y += 1) {
    const start = y * image.width + overscan.x0;
    row.set(image.data.subarray(start, start + overscan.width));
    const level = medianInPlace(row);
    levels[y] = level;
    if (!Number.isNaN(level)) known.push(level);
  }
  const typical = medianInPlace(Float32Array.from(known));
  for (let y = 0; y < levels.length; y += 1) if (Number.isNaN(levels[y] as number)) levels[y] = typical;
  return levels;
}
