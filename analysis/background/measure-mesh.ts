/** Level and noise of every cell of the background mesh: by the kernel where it can, else cell by cell. */
import { kernels, workspace } from "../kernels/kernels.ts";
import { binsPerPixel, type CellLevel, cellLevel } from "./mesh-cell.ts";

/** The kernel counts a bin's pixels in 15 bits. */
const maxCellPixels = 32767;
/** 16-bit counts of its histogram, and bytes of a cell's result. */
const histogramBytes = 2 * 4104;
const resultBytes = 12;
const [valueless, measured] = [0, 1];

/** @returns the cells row by row; null where too few pixels have values. Cells are `meshPx` wide and high. */
export function measureMesh(
  data: Float32Array,
  width: number,
  height: number,
  meshPx: number,
  by = kernels,
): (CellLevel | null)[] {
  const columns = Math.max(1, Math.ceil(width / meshPx));
  const rows = Math.max(1, Math.ceil(height / meshPx));
  const cells: (CellLevel | null)[] = [];
  const boxOf = (column: number, row: number) => ({
    start: row * meshPx * width + column * meshPx,
    width: Math.min(meshPx, width - column * meshPx),
    height: Math.min(meshPx, height - row * meshPx),
    stride: width,
  });
  if (by === null || meshPx % 4 !== 0 || meshPx * meshPx > maxCellPixels) {
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) cells.push(cellLevel(data, boxOf(column, row)));
    }
    return cells;
  }
  // A line of cache between rows keeps those of one cell apart in a cache of few ways.
  const stride = 4 * Math.ceil(width / 4) + 16;
  const pixelsAt = histogramBytes;
  const resultsAt = pixelsAt + 4 * stride * meshPx;
  const buffer = workspace(resultsAt + resultBytes * columns);
  const pixels = new Float32Array(buffer, pixelsAt, stride * meshPx).fill(Number.NaN);
  const found = new Int32Array(buffer, resultsAt, 3 * columns);
  const values = new Float32Array(buffer, resultsAt, 3 * columns);
  for (let row = 0; row < rows; row += 1) {
    const bandHeight = Math.min(meshPx, height - row * meshPx);
    for (let y = 0; y < bandHeight; y += 1) {
      const start = (row * meshPx + y) * width;
      pixels.set(data.subarray(start, start + width), y * stride);
    }
    by.measureCells(pixelsAt, 4 * stride, width, bandHeight, columns, meshPx, binsPerPixel, 0, resultsAt);
    for (let column = 0; column < columns; column += 1) {
      const state = found[3 * column];
      if (state === valueless) cells.push(null);
      else if (state !== measured) cells.push(cellLevel(data, boxOf(column, row)));
      else cells.push({ level: values[3 * column + 1] as number, sigma: values[3 * column + 2] as number });
    }
  }
  return cells;
}
