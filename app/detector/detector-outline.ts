/** Where a detector's pixels are drawn in a plot: whole, in its own shape, y upwards as in its picture. */
import { plotHeight } from "./plot-frame.tsx";

export interface DetectorOutline {
  left: number;
  top: number;
  width: number;
  height: number;
  place: (xPx: number, yPx: number) => [number, number];
}

/** @param footPx room that is left free below. */
export function detectorOutline(widthPx: number, heightPx: number, plotWidth: number, footPx: number): DetectorOutline {
  const room = plotHeight - footPx - 2;
  const scale = Math.min((plotWidth - 2) / widthPx, room / heightPx);
  const [width, height] = [widthPx * scale, heightPx * scale];
  const [left, top] = [(plotWidth - width) / 2, 1 + (room - height) / 2];
  return {
    left,
    top,
    width,
    height,
    place: (xPx, yPx) => [left + (xPx + 0.5) * scale, top + height - (yPx + 0.5) * scale],
  };
}
