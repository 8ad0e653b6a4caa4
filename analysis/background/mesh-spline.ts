/** Bicubic spline through the background mesh, evaluated row by row. */

export interface MeshSpline {
  readonly columns: number;
  readonly rows: number;
  readonly meshPx: number;
  readonly values: Float32Array;
  /** Curvature terms along y at every node. */
  readonly curvatures: Float32Array;
  /** Curvature terms along x of the rows of `values`, and of those of `curvatures`. */
  readonly bends: Float32Array;
  readonly curvatureBends: Float32Array;
}

/** @returns the spline of `columns` × `rows` cell values, cells `meshPx` pixels wide and high. */
export function meshSpline(values: Float32Array, columns: number, rows: number, meshPx: number): MeshSpline {
  const curvatures = new Float32Array(values.length);
  const line = new Float32Array(rows);
  const curve = new Float32Array(rows);
  const scratch = new Float32Array(rows);
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1) line[row] = values[row * columns + column] as number;
    nodeCurvatures(line, curve, scratch);
    for (let row = 0; row < rows; row += 1) curvatures[row * columns + column] = curve[row] as number;
  }
  const bends = alongRows(values, columns);
  return { columns, rows, meshPx, values, curvatures, bends, curvatureBends: alongRows(curvatures, columns) };
}

function alongRows(nodes: Float32Array, columns: number): Float32Array {
  const bends = new Float32Array(nodes.length);
  const scratch = new Float32Array(columns);
  for (let at = 0; at < nodes.length; at += columns) {
    nodeCurvatures(nodes.subarray(at, at + columns), bends.subarray(at, at + columns), scratch);
  }
  return bends;
}

/**
 * Curvature terms (second derivative / 6) of a natural cubic spline through equidistant nodes.
 * The back-substitution divides by 6 at every step, which is not quite the textbook's; Source Extractor and SEP do so,
 * and the surface differs visibly if one does not.
 */
function nodeCurvatures(nodes: Float32Array, out: Float32Array, known: Float32Array): void {
  const count = nodes.length;
  out.fill(0);
  if (count < 3) return;
  known[0] = 0;
  for (let i = 1; i < count - 1; i += 1) {
    const factor = -1 / ((out[i - 1] as number) + 4);
    const bend = (nodes[i + 1] as number) + (nodes[i - 1] as number) - 2 * (nodes[i] as number);
    out[i] = factor;
    known[i] = factor * ((known[i - 1] as number) - 6 * bend);
  }
  for (let i = count - 2; i > 0; i -= 1) {
    out[i] = ((out[i] as number) * (out[i + 1] as number) + (known[i] as number)) / 6;
  }
}

/** Numbers of a piece of a row's polynomial: left, slope, square, cube, and the column where the next piece begins. */
export const pieceNumbers = 5;

/** Space for one row of a surface. */
export interface SplineScratch {
  readonly nodes: Float32Array;
  readonly curve: Float64Array;
  /** {@link pieceNumbers} for each piece. */
  readonly pieces: Float64Array;
}

/** @returns space for the rows of a surface, to be used again and again. */
export function splineScratch({ columns }: MeshSpline): SplineScratch {
  const pieces = new Float64Array(pieceNumbers * Math.max(1, columns - 1));
  return { nodes: new Float32Array(columns), curve: new Float64Array(columns), pieces };
}

/**
 * The surface along image row `y`, into `scratch.pieces`. Between two nodes, `t` from 0 to 1, it is s·left + t·right +
 * (s³ − s)·left curvature + (t³ − t)·right curvature with s = 1 − t, written as a polynomial in t; beyond the outermost
 * nodes the polynomial goes on.
 */
export function rowPieces(spline: MeshSpline, y: number, width: number, scratch: SplineScratch): void {
  const { columns, meshPx } = spline;
  const { nodes, curve, pieces } = scratch;
  nodesOfRow(spline, y, scratch);
  if (columns === 1) {
    pieces.fill(0);
    pieces[0] = nodes[0] as number;
    pieces[4] = width;
    return;
  }
  for (let node = 0, at = 0; node < columns - 1; node += 1, at += pieceNumbers) {
    const left = nodes[node] as number;
    const leftBend = curve[node] as number;
    const rightBend = curve[node + 1] as number;
    pieces[at] = left;
    pieces[at + 1] = (nodes[node + 1] as number) - left - 2 * leftBend - rightBend;
    pieces[at + 2] = 3 * leftBend;
    pieces[at + 3] = rightBend - leftBend;
    pieces[at + 4] = pieceEnd(node, columns, meshPx, width);
  }
}

function pieceEnd(node: number, columns: number, meshPx: number, width: number): number {
  return node >= columns - 2 ? width : Math.min(width, Math.ceil((node + 1.5) * meshPx - 0.5));
}

/** @returns for each of `width` columns its place `t` in its piece; the same in all rows. */
export function columnPlaces({ columns, meshPx }: MeshSpline, width: number): Float64Array {
  const places = new Float64Array(width);
  for (let node = 0, x = 0; x < width; node += 1) {
    const end = pieceEnd(node, columns, meshPx, width);
    for (; x < end; x += 1) places[x] = (x + 0.5) / meshPx - 0.5 - node;
  }
  return places;
}

/** Evaluates the surface along image row `y` into `line` (as long as the image is wide). */
export function splineRow(spline: MeshSpline, y: number, line: Float32Array): void {
  const scratch = splineScratch(spline);
  const { pieces } = scratch;
  rowPieces(spline, y, line.length, scratch);
  const places = columnPlaces(spline, line.length);
  for (let at = 0, x = 0; at < pieces.length; at += pieceNumbers) {
    const [left, slope, square, cube, end] = pieces.subarray(at, at + pieceNumbers) as unknown as number[];
    for (; x < (end as number); x += 1) {
      const t = places[x] as number;
      line[x] = (left as number) + t * ((slope as number) + t * ((square as number) + t * (cube as number)));
    }
  }
}

/**
 * The surface's values at the nodes' columns in row `y`, and its curvature terms along x there. Those hang on the values
 * linearly: the row's terms are a mix of the mesh rows' terms with the same weights as the values'.
 */
function nodesOfRow(
  { columns, rows, meshPx, values, curvatures, bends, curvatureBends }: MeshSpline,
  y: number,
  { nodes, curve }: SplineScratch,
): void {
  if (rows === 1) {
    nodes.set(values);
    curve.fill(0);
    return;
  }
  // Unlike along x, the centre of a row counts as its lower edge: a half pixel of the original, kept for parity.
  const position = y / meshPx - 0.5;
  const lower = Math.max(0, Math.min(rows - 2, Math.floor(position)));
  const t = position - lower;
  const s = 1 - t;
  const sBend = s * s * s - s;
  const tBend = t * t * t - t;
  for (let x = 0, low = lower * columns, high = low + columns; x < columns; x += 1, low += 1, high += 1) {
    nodes[x] =
      s * (values[low] as number) +
      t * (values[high] as number) +
      sBend * (curvatures[low] as number) +
      tBend * (curvatures[high] as number);
    curve[x] =
      s * (bends[low] as number) +
      t * (bends[high] as number) +
      sBend * (curvatureBends[low] as number) +
      tBend * (curvatureBends[high] as number);
  }
}
