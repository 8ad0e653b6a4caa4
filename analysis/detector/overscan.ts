/** The bias level of each row of an amplifier, from its overscan. */
import { addressOf, kernels, workspace, workspaceBytes } from "../kernels/kernels.ts";
import { medianInPlace } from "../stats/median.ts";
import type { AmplifierPixels } from "./amplifier-pixels.ts";
import type { Section } from "./section.ts";

/** Rows that the kernel gets at a time. */
const batchRows = 128;

/**
 * Per-row medians of the overscan; rows of the image outside the overscan get the median of those medians.
 * @returns one level for each row of the image, in the image's own unit.
 */
export function rowBias(image: AmplifierPixels, overscan: Section, by = kernels): Float32Array {
  const levels = new Float32Array(image.height).fill(Number.NaN);
  const known = levels.subarray(overscan.y0, overscan.y0 + overscan.height);
  const { whole, width } = image;
  const levelsAt = 4 * batchRows * width;
  if (by !== null && whole && overscan.width > 0 && levelsAt + 4 * batchRows <= workspaceBytes) {
    const buffer = workspace();
    const pixels = new Int32Array(buffer, 0, batchRows * width);
    const wholeAt = addressOf(whole);
    for (let row = 0; row < known.length; row += batchRows) {
      const rows = Math.min(batchRows, known.length - row);
      const start = (overscan.y0 + row) * width;
      if (wholeAt === null) pixels.set(whole.subarray(start, start + rows * width));
      const from = (wholeAt === null ? 0 : wholeAt + 4 * start) + 4 * overscan.x0;
      by.overscanMedians(from, 4 * width, overscan.width, rows, levelsAt);
      known.set(new Float32Array(buffer, levelsAt, rows), row);
    }
  } else {
    const floats = image.floats();
    const line = new Float32Array(overscan.width);
    for (let row = 0; row < known.length; row += 1) {
      const start = (overscan.y0 + row) * width + overscan.x0;
      line.set(floats.subarray(start, start + overscan.width));
      known[row] = medianInPlace(line);
    }
  }
  const typical = medianInPlace(known.filter((level) => !Number.isNaN(level)));
  for (let y = 0; y < levels.length; y += 1) if (Number.isNaN(levels[y] as number)) levels[y] = typical;
  return levels;
}
