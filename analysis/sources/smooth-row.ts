/** The detection filter: each pixel with its neighbours, weights 1 2 1 / 2 4 2 / 1 2 1 over 16. */

/** Sums along columns, reused from row to row. */
let columns = new Float64Array(0);

/**
 * Filters row `y` into `out`. Pixels outside the image, and those without a value (NaN), count as 0, the background.
 * For one noise level over the image this is the matched filter.
 */
export function smoothRow(data: Float32Array, width: number, height: number, y: number, out: Float32Array): void {
  if (columns.length < width + 2) columns = new Float64Array(width + 2);
  const sums = columns;
  const row = y * width;
  // At the border the row itself stands in, with weight 0.
  const below = y > 0 ? row - width : row;
  const above = y < height - 1 ? row + width : row;
  const weightBelow = y > 0 ? 1 : 0;
  const weightAbove = y < height - 1 ? 1 : 0;
  let check = 0;
  for (let x = 0; x < width; x += 1) {
    const sum =
      weightBelow * (data[below + x] as number) +
      2 * (data[row + x] as number) +
      weightAbove * (data[above + x] as number);
    sums[x + 1] = sum;
    check += sum;
  }
  if (Number.isNaN(check)) withoutNaN(data, width, below, row, above, weightBelow, weightAbove);
  sums[0] = 0;
  sums[width + 1] = 0;
  for (let x = 0; x < width; x += 1) {
    out[x] = ((sums[x] as number) + 2 * (sums[x + 1] as number) + (sums[x + 2] as number)) * 0.0625;
  }
}

/** The slow way for rows that have pixels without a value. */
function withoutNaN(
  data: Float32Array,
  width: number,
  below: number,
  row: number,
  above: number,
  weightBelow: number,
  weightAbove: number,
): void {
  const at = (index: number) => {
    const value = data[index] as number;
    return Number.isNaN(value) ? 0 : value;
  };
  for (let x = 0; x < width; x += 1) {
    columns[x + 1] = weightBelow * at(below + x) + 2 * at(row + x) + weightAbove * at(above + x);
  }
}
