/** Where detectors lie in the focal plane, in units of a detector, x to the right and y up. Pure. */
import type { PlacedDetector } from "#contracts/placed-detector.ts";

/** A rectangle by its lower left corner and its extent. */
export interface PlaneBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Detectors are drawn a little smaller than their places, so that one sees where one ends. */
const filled = 0.92;

export type Placed = Pick<PlacedDetector, "x" | "y" | "spanX" | "spanY" | "quarterTurns">;

/** @returns what is drawn of a detector. */
export function detectorBox({ x, y, spanX = 1, spanY = 1 }: Placed): PlaneBox {
  const [width, height] = [spanX * filled, spanY * filled];
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** @returns the smallest box around all of them, with a margin. */
export function planeBounds(detectors: readonly Placed[]): PlaneBox {
  const boxes = detectors.map((each) => detectorBox(each));
  const margin = (1 - filled) / 2;
  const [left, bottom] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const top = Math.max(...boxes.map(({ y, height }) => y + height));
  return { x: left - margin, y: bottom - margin, width: right - left + 2 * margin, height: top - bottom + 2 * margin };
}
