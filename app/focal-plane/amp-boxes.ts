/** Where the amplifiers of a detector lie in the focal plane, in units of a detector, x to the right and y up. Pure. */
import type { AmpLayout } from "#contracts/exposure-amps.ts";
import { detectorBox, type Placed, type PlaneBox } from "./plane-boxes.ts";

/**
 * Boxes of an arrangement's amplifiers in a detector's place: parts of its image, mirrored where its rows run down,
 * then turned. @returns null where nothing tells where the amplifiers lie.
 */
export function ampBoxes(layout: AmpLayout, detector: Placed, rowsRunDown: boolean): PlaneBox[] | null {
  const { boxes } = layout;
  if (boxes === null || boxes.length === 0) return null;
  const left = Math.min(...boxes.map((box) => box.left));
  const bottom = Math.min(...boxes.map((box) => box.bottom));
  const width = Math.max(...boxes.map((box) => box.left + box.width)) - left;
  const height = Math.max(...boxes.map((box) => box.bottom + box.height)) - bottom;
  const place = detectorBox(detector);
  return boxes.map((box) => {
    const [u0, u1] = [(box.left - left) / width, (box.left + box.width - left) / width];
    const [v0, v1] = [(box.bottom - bottom) / height, (box.bottom + box.height - bottom) / height];
    const part = { u0, u1, v0: rowsRunDown ? 1 - v1 : v0, v1: rowsRunDown ? 1 - v0 : v1 };
    const { u0: x0, u1: x1, v0: y0, v1: y1 } = turned(part, detector.quarterTurns ?? 0);
    return {
      x: place.x + x0 * place.width,
      y: place.y + y0 * place.height,
      width: (x1 - x0) * place.width,
      height: (y1 - y0) * place.height,
    };
  });
}

interface Part {
  u0: number;
  u1: number;
  v0: number;
  v1: number;
}

/** @returns a part of the unit square after quarter turns counter-clockwise about its middle. */
function turned({ u0, u1, v0, v1 }: Part, quarterTurns: number): Part {
  if (quarterTurns === 1) return { u0: 1 - v1, u1: 1 - v0, v0: u0, v1: u1 };
  if (quarterTurns === 2) return { u0: 1 - u1, u1: 1 - u0, v0: 1 - v1, v1: 1 - v0 };
  if (quarterTurns === 3) return { u0: v0, u1: v1, v0: 1 - u1, v1: 1 - u0 };
  return { u0, u1, v0, v1 };
}
