/** Bicubic spline through the background mesh, evaluated row by row. */

export interface MeshSpline {
  readonly columns: number;
  readonly rows: number;
  readonly meshPx: number;
  readonly values: Float32Array;
  /** Curvature terms along y at every node. */
  readonly curvatures: Float32Array;
}

/** @returns the spline of `columns` × `rows` cell values, cells `meshPx` pixels wide and high. */
export function meshSpline(values: Float32Array, columns: number, rows: number, meshPx: number): MeshSpline {
  const curvatures = new Float32Array(values.length);
  const line = new Float32Array(rows);
  const curve = new Float32Array(rows);
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1) line[row] = values[row * columns + column] as number;
    nodeCurvatures(line, curve);
    for (let row = 0; row < rows; row += 1) curvatures[row * columns + column] = curve[row] as number;
  }
  return { columns, rows, meshPx, values, curvatures };
}

/**
 * Curvature terms (second derivative / 6) of a natural cubic spline through equidistant nodes.
 * The back-substitution divides by 6 at every step, which is not quite the textbook's; Source Extractor and SEP do so,
 * and the surface differs visibly if one does not.
 */
function nodeCurvatures(nodes: Float32Array, out: Float32Array): void {
  const count = nodes.length;
  out.fill(0);
  if (count < 3) return;
  const known = new Float32Array(count);
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

/**
 * Evaluates the surface along image row `y` into `line` (as long as the image is wide). Between two nodes, `t` from 0 to
 * 1, it is s·left + t·right + (s³ − s)·left curvature + (t³ − t)·right curvature with s = 1 − t, written as a polynomial
 * in t; beyond the outermost nodes the polynomial goes on.
 */
export function splineRow(spline: MeshSpline, y: number, line: Float32Array): void {
  const { columns, meshPx } = spline;
  const nodes = new Float32Array(columns);
  const curve = new Float32Array(columns);
  nodesOfRow(spline, y, nodes, curve);
  if (columns === 1) {
    line.fill(nodes[0] as number);
    return;
  }
  for (let node = 0, x = 0; node < columns - 1; node += 1) {
    const left = nodes[node] as number;
    const leftBend = curve[node] as number;
    const rightBend = curve[node + 1] as number;
    const slope = (nodes[node + 1] as number) - left - 2 * leftBend - rightBend;
    const square = 3 * leftBend;
    const cube = rightBend - leftBend;
    const end = node === columns - 2 ? line.length : Math.ceil((node + 1.5) * meshPx - 0.5);
    for (; x < end; x += 1) {
      const t = (x + 0.5) / meshPx - 0.5 - node;
      line[x] = left + t * (slope + t * (square + t * cube));
    }
  }
}

/** The surface's values at the nodes' columns in row `y`, and its curvature terms along x there. */
function nodesOfRow(
  { columns, rows, meshPx, values, curvatures }: MeshSpline,
  y: number,
  nodes: Float32Array,
  curve: Float32Array,
): void {
  if (rows === 1) {
    nodes.set(values);
    return;
  }
  // Unlike along x, the centre of a row counts as its lower edge: a half pixel of the original, kept for parity.
  const position = y / meshPx - 0.5;
  const lower = Math.max(0, Math.min(rows - 2, Math.floor(position)));
  const t = position - lower;
  const s = 1 - t;
  for (let x = 0; x < columns; x += 1) {
    const low = lower * columns + x;
    const high = low + columns;
    nodes[x] =
      s * (values[low] as number) +
      t * (values[high] as number) +
      (s * s * s - s) * (curvatures[low] as number) +
      (t * t * t - t) * (curvatures[high] as number);
  }
  nodeCurvatures(nodes, curve);
}
