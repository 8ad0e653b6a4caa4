/** How uneven an image is on scales larger than a mesh cell: the scatter of the background mesh and its range. */
import type { Background } from "../background/background.ts";

export interface MeshStructure {
  /** Standard deviation (population) of the mesh levels, in the image's unit. */
  readonly rms: number;
  /** Largest less smallest of a coarse grid of mean mesh levels, in the image's unit. */
  readonly range: number;
  /** Cells of the mesh. */
  readonly cells: number;
}

const coarseSide = 8;

/** How much of a mesh lies wholly in the image: cells cut off by its border rest on a few odd columns or rows. */
export interface WholeCells {
  readonly columns: number;
  readonly rows: number;
}

/**
 * Of the cells that lie wholly in the image, or of all where there are none.
 * The coarse grid has 8 × 8 parts, or as many as there are cells where those are fewer.
 */
export function meshStructure(
  mesh: Pick<Background, "columns" | "rows" | "level">,
  whole: WholeCells = mesh,
): MeshStructure {
  const columns = whole.columns > 0 ? Math.min(whole.columns, mesh.columns) : mesh.columns;
  const rows = whole.rows > 0 ? Math.min(whole.rows, mesh.rows) : mesh.rows;
  const [across, up] = [Math.min(coarseSide, columns), Math.min(coarseSide, rows)];
  const sums = new Float64Array(across * up);
  const counts = new Float64Array(across * up);
  const levels: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const level = mesh.level[row * mesh.columns + column] as number;
      const part = Math.floor((row * up) / rows) * across + Math.floor((column * across) / columns);
      levels.push(level);
      sums[part] = (sums[part] as number) + level;
      counts[part] = (counts[part] as number) + 1;
    }
  }
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  const variance = levels.reduce((sum, level) => sum + (level - mean) ** 2, 0) / levels.length;
  const means = sums.map((sum, part) => sum / (counts[part] as number));
  return { rms: Math.sqrt(variance), range: Math.max(...means) - Math.min(...means), cells: levels.length };
}
