/** Repair and median filter of the background mesh. */
import { medianInPlace } from "../stats/median.ts";
import type { CellLevel } from "./mesh-cell.ts";

/** @returns the median without touching `values`. */
export function medianOf(values: Float32Array): number {
  return Math.fround(medianInPlace(values.slice()));
}

/**
 * Cells without a level get the mean of their nearest neighbours that have one; then every cell becomes the median of
 * the box of `size` × `size` cells around it, the box shrinking symmetrically at the edges (as in SEP).
 */
export function medianFilterMesh(
  cells: readonly (CellLevel | null)[],
  columns: number,
  rows: number,
  size: number,
): { level: Float32Array; sigma: Float32Array } {
  const repaired = cells.map((cell, at) => cell ?? nearestMean(cells, columns, at));
  const level = new Float32Array(cells.length);
  const sigma = new Float32Array(cells.length);
  const half = size >> 1;
  for (let row = 0; row < rows; row += 1) {
    const reachY = Math.min(half, row, rows - 1 - row);
    for (let column = 0; column < columns; column += 1) {
      const reachX = Math.min(half, column, columns - 1 - column);
      const levels: number[] = [];
      const sigmas: number[] = [];
      for (let y = row - reachY; y <= row + reachY; y += 1) {
        for (let x = column - reachX; x <= column + reachX; x += 1) {
          const cell = repaired[y * columns + x];
          if (cell) {
            levels.push(cell.level);
            sigmas.push(cell.sigma);
          }
        }
      }
      level[row * columns + column] = medianInPlace(Float32Array.from(levels));
      sigma[row * columns + column] = medianInPlace(Float32Array.from(sigmas));
    }
  }
  return { level, sigma };
}

function nearestMean(cells: readonly (CellLevel | null)[], columns: number, at: number): CellLevel {
  const column = at % columns;
  const row = Math.floor(at / columns);
  let nearest = Number.POSITIVE_INFINITY;
  let level = 0;
  let sigma = 0;
  let count = 0;
  cells.forEach((cell, index) => {
    if (!cell) return;
    const distance = ((index % columns) - column) ** 2 + (Math.floor(index / columns) - row) ** 2;
    if (distance > nearest) return;
    if (distance < nearest) {
      nearest = distance;
      level = 0;
      sigma = 0;
      count = 0;
    }
    level += cell.level;
    sigma += cell.sigma;
    count += 1;
  });
  return { level: level / count, sigma: sigma / count };
}
