/** Level and noise of every cell of the background mesh: by the kernel where it can, else cell by cell. */
import { addressOf, kernels, workspace, workspaceBytes } from "../kernels/kernels.ts";
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
  const cellAt = 0;
  const pixelsAt = cellAt + histogramBytes + 4 * meshPx * (meshPx + 4) + 32;
  const resultsAt = pixelsAt + 4 * width * meshPx;
  const isTooLarge = meshPx * meshPx > maxCellPixels || resultsAt + resultBytes * columns > workspaceBytes;
  if (by === null || meshPx % 4 !== 0 || isTooLarge) {
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) cells.push(cellLevel(data, boxOf(column, row)));
    }
    return cells;
  }
  const buffer = workspace();
  const dataAt = addressOf(data);
  const band = new Float32Array(buffer, pixelsAt, width * meshPx);
  const found = new Int32Array(buffer, resultsAt, 3 * columns);
  const values = new Float32Array(buffer, resultsAt, 3 * columns);
  for (let row = 0; row < rows; row += 1) {
    const bandHeight = Math.min(meshPx, height - row * meshPx);
    const start = row * meshPx * width;
    if (dataAt === null) band.set(data.subarray(start, start + bandHeight * width));
    const from = dataAt === null ? pixelsAt : dataAt + 4 * start;
    by.measureCells(from, 4 * width, width, bandHeight, columns, meshPx, binsPerPixel, cellAt, resultsAt);
    for (let column = 0; column < columns; column += 1) {
      const state = found[3 * column];
      if (state === valueless) cells.push(null);
      else if (state !== measured) cells.push(cellLevel(data, boxOf(column, row)));
      else cells.push({ level: values[3 * column + 1] as number, sigma: values[3 * column + 2] as number });
    }
  }
  return cells;
}
