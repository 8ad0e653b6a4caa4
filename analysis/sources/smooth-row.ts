/** The detection filter: each pixel with its neighbours, weights 1 2 1 / 2 4 2 / 1 2 1 over 16. */

/**
 * Filters row `y` into `out`. Pixels outside the image, and those without a value (NaN), count as 0, the background.
 * For one noise level over the image this is the matched filter.
 */
export function smoothRow(data: Float32Array, width: number, height: number, y: number, out: Float32Array): void {
  const row = y * width;
  const below = y > 0 ? row - width : -1;
  const above = y < height - 1 ? row + width : -1;
  let left = 0;
  let middle = columnSum(data, below, row, above, 0);
  for (let x = 0; x < width; x += 1) {
    const right = x < width - 1 ? columnSum(data, below, row, above, x + 1) : 0;
    out[x] = (left + 2 * middle + right) / 16;
    left = middle;
    middle = right;
  }
}

function columnSum(data: Float32Array, below: number, row: number, above: number, x: number): number {
  const centre = data[row + x] as number;
  const low = below < 0 ? 0 : (data[below + x] as number);
  const high = above < 0 ? 0 : (data[above + x] as number);
  const sum = low + 2 * centre + high;
  // NaN is rare: only then look which of the three it is.
  return sum === sum ? sum : zeroed(low) + 2 * zeroed(centre) + zeroed(high);
}

function zeroed(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
