/** A grey picture of an image, as astronomers look at it: y up, faint things visible, stars not burnt out. */
import { binImage } from "./bin-image.ts";
import { percentileRange } from "./percentile-range.ts";
import { stretchTable } from "./stretch-table.ts";
import { zscale } from "./zscale.ts";

export interface GrayPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** One byte a pixel, row by row from the top; the image's first row is the lowest. */
  readonly gray: Uint8Array;
}

export interface PreviewOptions {
  /** Longer side of the picture at most, pixels. */
  maxSidePx: number;
  /** `asinh` from a zscale range, for the sky; `percentile` linear between two percentiles, for flats and biases. */
  stretch: "asinh" | "percentile";
  /** Part of the pixels that `percentile` leaves black, and white, percent each. */
  cutPercent: number;
  /** Where the asinh stretch turns from linear to logarithmic, as a part of the range; smaller lifts faint things. */
  softness: number;
  /** White lies so many zscale ranges above black: 1 is plain zscale, more keeps the sky dark and stars graded. */
  headroom: number;
}

/** @returns the picture: blocks averaged, stretched; pixels without a value are black. */
export function renderPreview(data: Float32Array, width: number, height: number, options: PreviewOptions): GrayPicture {
  const binned = binImage(data, width, height, options.maxSidePx);
  const gray = new Uint8Array(binned.data.length);
  const isLinear = options.stretch === "percentile";
  const range = isLinear ? percentileRange(binned.data, options.cutPercent) : zscale(binned.data);
  if (range) {
    const span = (isLinear ? 1 : options.headroom) * (range.high - range.low);
    const grayOf = isLinear ? linearGray : stretchTable(options.softness);
    for (let y = 0; y < binned.height; y += 1) {
      let from = y * binned.width;
      let to = (binned.height - 1 - y) * binned.width;
      for (let x = 0; x < binned.width; x += 1, from += 1, to += 1) {
        const value = binned.data[from] as number;
        const part = Math.min(1, Math.max(0, span > 0 ? (value - range.low) / span : value - range.low + 0.5));
        gray[to] = grayOf(part);
      }
    }
  }
  return { widthPx: binned.width, heightPx: binned.height, gray };
}

function linearGray(part: number): number {
  return part >= 0 ? Math.round(255 * part) : 0;
}
