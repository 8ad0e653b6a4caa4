/** Bicubic spline through the background mesh, evaluated row by row. */

export interface MeshSpline {
  readonly columns: number;
  readonly rows: number;
  readonly meshPx: number;
  readonly values: Float32Array;
  /** Curvature terms along y at every node. */
  readonly curvatures: Float32Array;
  /** For every pixel column: the node to its left and the weights of (left, left curvature, right, right curvature). */
  readonly left: Int32Array;
  readonly weights: Float64Array;
}

/** Prepares the spline of `columns` × `rows` cell values for an image `width` pixels wide. */
export function meshSpline(
  values: Float32Array,
  columns: number,
  rows: number,
  width: number,
  meshPx: number,
): MeshSpline {
  const curvatures = new Float32Array(values.length);
  const line = new Float32Array(rows);
  const curve = new Float32Array(rows);
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1) line[row] = values[row * columns + column] as number;
    nodeCurvatures(line, curve);
    for (let row = 0; row < rows; row += 1) curvatures[row * columns + column] = curve[row] as number;
  }
  const left = new Int32Array(width);
  const weights = new Float64Array(width * 4);
  for (let x = 0; x < width && columns > 1; x += 1) {
    const position = (x + 0.5) / meshPx - 0.5;
    const node = Math.max(0, Math.min(columns - 2, Math.floor(position)));
    left[x] = node;
    setWeights(weights, x * 4, position - node);
  }
  return { columns, rows, meshPx, values, curvatures, left, weights };
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

/** Weights at fraction `t` between two nodes (outside 0…1 it extrapolates, as at the image's border). */
function setWeights(weights: Float64Array, at: number, t: number): void {
  const s = 1 - t;
  weights[at] = s;
  weights[at + 1] = s * s * s - s;
  weights[at + 2] = t;
  weights[at + 3] = t * t * t - t;
}

const rowWeights = new Float64Array(4);

/** Evaluates the surface along image row `y` into `line` (as long as the image is wide). */
export function splineRow(spline: MeshSpline, y: number, line: Float32Array): void {
  const { columns, rows, values, curvatures, left, weights } = spline;
  let nodes = values.subarray(0, columns);
  let curve = curvatures.subarray(0, columns);
  if (rows > 1) {
    // Unlike along x, the centre of a row counts as its lower edge: a half pixel of the original, kept for parity.
    const position = y / spline.meshPx - 0.5;
    const lower = Math.max(0, Math.min(rows - 2, Math.floor(position)));
    setWeights(rowWeights, 0, position - lower);
    const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = rowWeights;
    nodes = new Float32Array(columns);
    curve = new Float32Array(columns);
    for (let x = 0; x < columns; x += 1) {
      const low = lower * columns + x;
      const high = low + columns;
      nodes[x] =
        w0 * (values[low] as number) +
        w2 * (values[high] as number) +
        w1 * (curvatures[low] as number) +
        w3 * (curvatures[high] as number);
    }
    nodeCurvatures(nodes, curve);
  }
  if (columns === 1) {
    line.fill(nodes[0] as number);
    return;
  }
  for (let x = 0, w = 0; x < line.length; x += 1, w += 4) {
    const node = left[x] as number;
    line[x] =
      (weights[w] as number) * (nodes[node] as number) +
      (weights[w + 1] as number) * (curve[node] as number) +
      (weights[w + 2] as number) * (nodes[node + 1] as number) +
      (weights[w + 3] as number) * (curve[node + 1] as number);
  }
}
