/** Smaller images by averaging square blocks of pixels. */

export interface BinnedImage {
  readonly width: number;
  readonly height: number;
  /** Means of the pixels that have values; NaN where a block has none. */
  readonly data: Float32Array;
  /** Pixels along a block's side. */
  readonly factor: number;
}

/** @returns the image with blocks averaged so that its longer side is at most `maxSidePx`; edge blocks may be cut. */
export function binImage(data: Float32Array, width: number, height: number, maxSidePx: number): BinnedImage {
  const factor = Math.max(1, Math.ceil(Math.max(width, height) / maxSidePx));
  const columns = Math.ceil(width / factor);
  const rows = Math.ceil(height / factor);
  const out = new Float32Array(columns * rows);
  const sums = new Float64Array(columns);
  const counts = new Int32Array(columns);
  for (let row = 0; row < rows; row += 1) {
    sums.fill(0);
    counts.fill(0);
    for (let y = row * factor; y < Math.min(height, (row + 1) * factor); y += 1) {
      let i = y * width;
      for (let column = 0; column < columns; column += 1) {
        const end = y * width + Math.min(width, (column + 1) * factor);
        const first = i;
        let sum = 0;
        for (; i < end; i += 1) sum += data[i] as number;
        let count = end - first;
        if (Number.isNaN(sum)) {
          sum = 0;
          count = 0;
          for (let again = first; again < end; again += 1) {
            const value = data[again] as number;
            if (!Number.isNaN(value)) {
              sum += value;
              count += 1;
            }
          }
        }
        sums[column] = (sums[column] as number) + sum;
        counts[column] = (counts[column] as number) + count;
      }
    }
    for (let column = 0; column < columns; column += 1) {
      out[row * columns + column] = (sums[column] as number) / (counts[column] as number);
    }
  }
  return { width: columns, height: rows, data: out, factor };
}
