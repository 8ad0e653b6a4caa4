/** The sky as a smooth surface: a mesh of clipped modes, median-filtered, and a bicubic spline through it. */
import { addressOf, kernels, workspace, workspaceBytes } from "../kernels/kernels.ts";
import { borrowPixels } from "../kernels/pixel-pool.ts";
import { measureMesh } from "./measure-mesh.ts";
import { medianFilterMesh, medianOf } from "./mesh-filter.ts";
import {
  columnPlaces,
  type MeshSpline,
  meshSpline,
  pieceNumbers,
  rowPieces,
  splineRow,
  splineScratch,
} from "./mesh-spline.ts";

export interface BackgroundOptions {
  /** Side of a mesh cell, pixels. */
  meshPx: number;
  /** Side of the median filter over the mesh, cells; odd. */
  filterCells: number;
}

export interface Background {
  readonly columns: number;
  readonly rows: number;
  /** Filtered level of each cell, row by row. */
  readonly level: Float32Array;
  /** Filtered sigma of each cell. */
  readonly sigma: Float32Array;
  /** Median of the levels (SEP's globalback). */
  readonly globalLevel: number;
  /** Median of the sigmas (SEP's globalrms); 0 in an image without noise, where SEP says 1. */
  readonly globalSigma: number;
  readonly spline: MeshSpline;
}

/** The defaults of SEP and of the reference values. */
export const defaultBackgroundOptions: BackgroundOptions = { meshPx: 64, filterCells: 3 };

/**
 * Estimates the background as SEP does (`sep.Background`).
 * @param data pixels row by row; NaN is masked.
 * @returns the background, or null when no cell has enough pixels with values.
 */
export function estimateBackground(
  data: Float32Array,
  width: number,
  height: number,
  options: BackgroundOptions = defaultBackgroundOptions,
): Background | null {
  const { meshPx, filterCells } = options;
  const columns = Math.max(1, Math.ceil(width / meshPx));
  const rows = Math.max(1, Math.ceil(height / meshPx));
  const cells = measureMesh(data, width, height, meshPx);
  if (cells.every((cell) => cell === null)) return null;
  const { level, sigma } = medianFilterMesh(cells, columns, rows, filterCells);
  return {
    columns,
    rows,
    level,
    sigma,
    globalLevel: medianOf(level),
    globalSigma: globalSigmaOf(sigma),
    spline: meshSpline(level, columns, rows, meshPx),
  };
}

/** Median sigma; where most cells are constant (sigma 0), the median of the others. */
function globalSigmaOf(sigma: Float32Array): number {
  const median = medianOf(sigma);
  if (median > 0) return median;
  const positive = sigma.filter((value) => value > 0);
  return positive.length > 0 ? medianOf(positive) : 0;
}

/**
 * @param out where the flat image goes; may be `data` itself.
 * @returns the image minus its background, 32-bit floats: `out`, or new ones.
 */
export function subtractBackground(
  data: Float32Array,
  width: number,
  height: number,
  { spline }: Background,
  out: Float32Array = borrowPixels(data.length),
  by = kernels,
): Float32Array {
  const piecesAt = 8 * width;
  const piecesLength = pieceNumbers * Math.max(1, spline.columns - 1);
  const rowAt = piecesAt + 8 * piecesLength;
  if (by === null || rowAt + 4 * width > workspaceBytes) return subtractByTwin(data, width, height, spline, out);
  const buffer = workspace();
  new Float64Array(buffer, 0, width).set(columnPlaces(spline, width));
  const scratch = { ...splineScratch(spline), pieces: new Float64Array(buffer, piecesAt, piecesLength) };
  const row = new Float32Array(buffer, rowAt, width);
  const dataAt = addressOf(data);
  const outAt = addressOf(out);
  for (let start = 0, y = 0; y < height; y += 1, start += width) {
    rowPieces(spline, y, width, scratch);
    if (dataAt === null) row.set(data.subarray(start, start + width));
    const from = dataAt === null ? rowAt : dataAt + 4 * start;
    by.flattenRow(from, outAt === null ? rowAt : outAt + 4 * start, 0, piecesAt, piecesLength / pieceNumbers);
    if (outAt === null) out.set(row, start);
  }
  return out;
}

function subtractByTwin(
  data: Float32Array,
  width: number,
  height: number,
  spline: MeshSpline,
  out: Float32Array,
): Float32Array {
  const line = new Float32Array(width);
  for (let y = 0; y < height; y += 1) {
    splineRow(spline, y, line);
    const row = y * width;
    for (let x = 0; x < width; x += 1) out[row + x] = (data[row + x] as number) - (line[x] as number);
  }
  return out;
}
