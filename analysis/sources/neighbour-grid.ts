/** Points with a reach, sorted into squares, so that neighbours are found without asking every other point. */

/** One class of points whose reaches are alike: squares of a side, and the points in each. */
interface Layer {
  /** Largest reach in the layer. */
  readonly reach: number;
  readonly side: number;
  readonly columns: number;
  readonly rows: number;
  /** Index in `points` of the first point of each square; one more entry than squares. */
  readonly starts: Int32Array;
  readonly points: Int32Array;
}

export interface NeighbourGrid {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly layers: readonly Layer[];
}

/** Squares are not smaller, whatever the reach. */
const leastSide = 8;

/**
 * @param xs finite, as are `ys`; negative places count as 0, a few pixels outside an image.
 * @param reaches not negative.
 */
export function neighbourGrid(xs: Float64Array, ys: Float64Array, reaches: Float64Array): NeighbourGrid {
  // Each layer's reaches are within a factor of two: one wide source makes no wide search among the narrow ones.
  const byClass = new Map<number, number[]>();
  reaches.forEach((reach, point) => {
    const key = Math.max(0, Math.ceil(Math.log2(Math.max(reach, 1))));
    const points = byClass.get(key);
    if (points) points.push(point);
    else byClass.set(key, [point]);
  });
  return { xs, ys, layers: [...byClass.values()].map((points) => layerOf(points, xs, ys, reaches)) };
}

function layerOf(points: readonly number[], xs: Float64Array, ys: Float64Array, reaches: Float64Array): Layer {
  let [reach, right, top] = [0, 0, 0];
  for (const point of points) {
    reach = Math.max(reach, reaches[point] as number);
    right = Math.max(right, xs[point] as number);
    top = Math.max(top, ys[point] as number);
  }
  // No more squares than a few a point, however wide the points are spread.
  const side = Math.max(leastSide, reach, Math.sqrt(((right + 1) * (top + 1)) / (4 * points.length)));
  const columns = Math.floor(right / side) + 1;
  const rows = Math.floor(top / side) + 1;
  const squareOf = (point: number) =>
    Math.floor(Math.max(0, ys[point] as number) / side) * columns + Math.floor(Math.max(0, xs[point] as number) / side);
  const starts = new Int32Array(columns * rows + 1);
  for (const point of points) starts[squareOf(point) + 1] = (starts[squareOf(point) + 1] as number) + 1;
  for (let square = 0; square < columns * rows; square += 1) {
    starts[square + 1] = (starts[square + 1] as number) + (starts[square] as number);
  }
  const sorted = new Int32Array(points.length);
  const filled = starts.slice();
  for (const point of points) {
    const square = squareOf(point);
    sorted[filled[square] as number] = point;
    filled[square] = (filled[square] as number) + 1;
  }
  return { reach, side, columns, rows, starts, points: sorted };
}

/**
 * Visits every point that may be within `reach` plus its own reach of a place, and some that are farther; in no order.
 * @param visit returns true to stop.
 */
export function visitNear(
  { layers }: NeighbourGrid,
  x: number,
  y: number,
  reach: number,
  visit: (point: number) => boolean | undefined,
): void {
  for (const { reach: own, side, columns, rows, starts, points } of layers) {
    // A pixel more: positions compared later may be rounded.
    const span = reach + own + 1;
    const left = Math.max(0, Math.floor((x - span) / side));
    const right = Math.min(columns - 1, Math.floor((x + span) / side));
    const top = Math.min(rows - 1, Math.floor((y + span) / side));
    for (let row = Math.max(0, Math.floor((y - span) / side)); row <= top && left <= right; row += 1) {
      const end = starts[row * columns + right + 1] as number;
      for (let at = starts[row * columns + left] as number; at < end; at += 1) {
        if (visit(points[at] as number)) return;
      }
    }
  }
}
