/** The detector's own shape inside a plot, y up. */
import { type Axis, ink } from "./plot-picture.ts";

const room = { left: 28, right: 500, top: 56, bottom: 452 };

/** @returns axes in image pixels with equal scale along both, and the outline. */
export function detectorAxes(widthPx: number, heightPx: number): { x: Axis; y: Axis; outline: string } {
  const scale = Math.min((room.right - room.left) / widthPx, (room.bottom - room.top) / heightPx);
  const left = room.left + (room.right - room.left - widthPx * scale) / 2;
  const bottom = room.bottom - (room.bottom - room.top - heightPx * scale) / 2;
  // The first pixel's centre is 0, its edge half a pixel before.
  const x = { from: -0.5, to: widthPx - 0.5, fromPx: left, toPx: left + widthPx * scale };
  const y = { from: -0.5, to: heightPx - 0.5, fromPx: bottom, toPx: bottom - heightPx * scale };
  const outline = `<rect x="${x.fromPx}" y="${y.toPx}" width="${widthPx * scale}" height="${heightPx * scale}" fill="none" stroke="${ink.line}"/>`;
  return { x, y, outline };
}
