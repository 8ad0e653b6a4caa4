/** Smaller images by averaging square blocks of pixels. */
import { addressOf, kernels, workspace, workspaceBytes } from "../kernels/kernels.ts";

export interface BinnedImage {
  readonly width: number;
  readonly height: number;
  /** Means of the pixels that have values; NaN where a block has none. */
  readonly data: Float32Array;
  /** Pixels along a block's side. */
  readonly factor: number;
}

/** @returns the image with blocks averaged so that its longer side is at most `maxSidePx`; edge blocks may be cut. */
export function binImage(
  data: Float32Array,
  width: number,
  height: number,
  maxSidePx: number,
  by = kernels,
): BinnedImage {
  const factor = Math.max(1, Math.ceil(Math.max(width, height) / maxSidePx));
  const columns = Math.ceil(width / factor);
  const rows = Math.ceil(height / factor);
  const binned = { width: columns, height: rows, data: new Float32Array(columns * rows), factor };
  for (let row = 0; row < rows; row += 1) {
    const done = by === null ? 0 : binRow(data, width, height, binned, row, by);
    if (done < columns) binRowByTwin(data, width, height, binned, row, done);
  }
  return binned;
}

/** Averages the whole blocks of a row. @returns how many; 0 when a pixel among them has no value. */
function binRow(
  data: Float32Array,
  width: number,
  height: number,
  { data: out, factor, width: columns }: BinnedImage,
  row: number,
  by: NonNullable<typeof kernels>,
): number {
  const blocks = Math.floor(width / factor);
  const lines = Math.min(factor, height - row * factor);
  const lineAt = 8 * blocks;
  if (lineAt + 4 * width > workspaceBytes) return 0;
  const buffer = workspace();
  const dataAt = addressOf(data);
  const sums = new Float64Array(buffer, 0, blocks).fill(0);
  const line = new Float32Array(buffer, lineAt, width);
  for (let y = row * factor; y < row * factor + lines; y += 1) {
    if (dataAt === null) line.set(data.subarray(y * width, (y + 1) * width));
    if (by.addBlocks(dataAt === null ? lineAt : dataAt + 4 * y * width, blocks, factor, 0) !== 0) return 0;
  }
  const count = factor * lines;
  for (let column = 0; column < blocks; column += 1) out[row * columns + column] = (sums[column] as number) / count;
  return blocks;
}

/** Averages a row's blocks from column `first` on; pixels without a value do not count. */
function binRowByTwin(
  data: Float32Array,
  width: number,
  height: number,
  { data: out, factor, width: columns }: BinnedImage,
  row: number,
  first: number,
): void {
  for (let column = first; column < columns; column += 1) {
    const right = Math.min(width, (column + 1) * factor);
    let total = 0;
    let count = 0;
    for (let y = row * factor; y < Math.min(height, (row + 1) * factor); y += 1) {
      let sum = 0;
      for (let i = y * width + column * factor; i < y * width + right; i += 1) {
        const value = data[i] as number;
        if (!Number.isNaN(value)) {
          sum += value;
          count += 1;
        }
      }
      total += sum;
    }
    out[row * columns + column] = total / count;
  }
}
