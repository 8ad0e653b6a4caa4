/** Draws hundreds of thousands of dots as pixels: how many fall on each one tells how opaque it is. Pure. */

export interface DotField {
  /** Place of each row on the axis, in pixels of the picture; a row is an exposure. */
  rowX: ArrayLike<number>;
  /** Index of each drawn row in `values`. */
  rows: ArrayLike<number>;
  /** Values of one row after the other, `perRow` of each; null is not drawn. */
  values: readonly (number | null)[];
  perRow: number;
  /** Values at the lower and the upper edge. */
  range: readonly [number, number];
  widthPx: number;
  heightPx: number;
  /** Width and height of a dot. */
  dotPx: number;
}

/** One dot is this opaque, and each further one takes away the same part of what shines through. */
const opacity = 0.45;
const steps = Uint8ClampedArray.from({ length: 256 }, (_, count) => 255 * (1 - (1 - opacity) ** count));

/** @returns RGBA of the picture, row by row from the top; values beyond the range lie at its edges. */
export function rasterDots(
  field: DotField,
  [red, green, blue]: readonly [number, number, number],
): Uint8ClampedArray<ArrayBuffer> {
  const { rowX, rows, values, perRow, range, widthPx, heightPx, dotPx } = field;
  const counts = new Uint8Array(widthPx * heightPx);
  const perValue = (heightPx - dotPx) / (range[1] - range[0] || 1);
  for (let at = 0; at < rows.length; at += 1) {
    const left = Math.round((rowX[at] ?? Number.NaN) - dotPx / 2);
    if (!(left >= 0 && left <= widthPx - dotPx)) continue;
    const first = (rows[at] ?? 0) * perRow;
    for (let of = first; of < first + perRow; of += 1) {
      const value = values[of];
      if (value === null || value === undefined) continue;
      const up = Math.min(Math.max((value - range[0]) * perValue, 0), heightPx - dotPx);
      const top = heightPx - dotPx - Math.round(up);
      for (let y = top; y < top + dotPx; y += 1) {
        for (let place = y * widthPx + left; place < y * widthPx + left + dotPx; place += 1) {
          const count = counts[place] ?? 0;
          if (count < 255) counts[place] = count + 1;
        }
      }
    }
  }
  const pixels = new Uint8ClampedArray(counts.length * 4);
  for (let place = 0; place < counts.length; place += 1) {
    const count = counts[place] ?? 0;
    if (count === 0) continue;
    pixels[place * 4] = red;
    pixels[place * 4 + 1] = green;
    pixels[place * 4 + 2] = blue;
    pixels[place * 4 + 3] = steps[count] ?? 255;
  }
  return pixels;
}
