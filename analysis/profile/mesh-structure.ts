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

/** The coarse grid has 8 × 8 parts, or as many as the mesh has cells where those are fewer. */
export function meshStructure({ columns, rows, level }: Pick<Background, "columns" | "rows" | "level">): MeshStructure {
  const mean = level.reduce((sum, value) => sum + value, 0) / level.length;
  const variance = level.reduce((sum, value) => sum + (value - mean) ** 2, 0) / level.length;
  const [across, up] = [Math.min(coarseSide, columns), Math.min(coarseSide, rows)];
  const sums = new Float64Array(across * up);
  const counts = new Float64Array(across * up);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const part = Math.floor((row * up) / rows) * across + Math.floor((column * across) / columns);
      sums[part] = (sums[part] as number) + (level[row * columns + column] as number);
      counts[part] = (counts[part] as number) + 1;
    }
  }
  const means = sums.map((sum, part) => sum / (counts[part] as number));
  return { rms: Math.sqrt(variance), range: Math.max(...means) - Math.min(...means), cells: level.length };
}
