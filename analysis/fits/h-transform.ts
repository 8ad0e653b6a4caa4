/** The inverse H-transform: from sums and differences over ever smaller 2 × 2 zones back to pixels, without loss. */
import { smoothCoefficients } from "./h-smooth.ts";

/**
 * Inverts the transform in place (White, Postman & Lattanzi 1992). At each level the upper left `rows` × `columns` of
 * the array hold four quadrants: the sums of zones, their differences along a row, those between rows, and the
 * curvatures; they become the sums of the next level, and at the last the pixels.
 * @param coefficients `rows` × `columns` integers (exact up to 2⁵³), row by row.
 * @param smoothScale scale of a lossy image whose steps are to be smoothed over; 0 or 1 changes nothing.
 */
export function invertHTransform(coefficients: Float64Array, rows: number, columns: number, smoothScale: number): void {
  const longest = Math.max(rows, columns);
  const levels = longest <= 1 ? 0 : 32 - Math.clz32(longest - 1);
  if (levels === 0) return;
  coefficients[0] = rounded(coefficients[0] as number, 2 ** (levels + 1));
  const zones = new Float64Array(rows * columns);
  for (let level = levels - 1; level >= 0; level -= 1) {
    const block = { rows: Math.ceil(rows / 2 ** level), columns: Math.ceil(columns / 2 ** level), stride: columns };
    if (smoothScale > 1) smoothCoefficients(coefficients, block, smoothScale);
    splitZones(coefficients, zones, block, 2 ** level, level === 0 ? 4 : 2);
    for (let row = 0; row < block.rows; row += 1) {
      const from = row * block.columns;
      coefficients.set(zones.subarray(from, from + block.columns), row * columns);
    }
  }
}

/** The part of the coefficients that a level works on. */
export interface HBlock {
  readonly rows: number;
  readonly columns: number;
  /** Length of a row of the whole array. */
  readonly stride: number;
}

/**
 * Splits each zone into its pixels, into `zones` packed row by row. What a difference cannot say in multiples of
 * `unit`, because sums and differences of integers share their lowest bits, is taken from the finer ones.
 */
function splitZones(from: Float64Array, zones: Float64Array, block: HBlock, unit: number, divisor: number): void {
  const { rows, columns, stride } = block;
  const [top, left] = [(rows + 1) >> 1, (columns + 1) >> 1];
  const pair = unit * 2;
  for (let row = 0; row < rows; row += 2) {
    const hasBelow = row + 1 < rows;
    for (let column = 0; column < columns; column += 2) {
      const hasNext = column + 1 < columns;
      const at = (row >> 1) * stride + (column >> 1);
      const to = row * columns + column;
      let sum = from[at] as number;
      let across = hasNext ? rounded(from[at + left] as number, pair) : 0;
      let down = hasBelow ? rounded(from[at + top * stride] as number, pair) : 0;
      if (!hasNext || !hasBelow) {
        const low = isOdd((across + down) / pair) ? pair : 0;
        sum += sum >= 0 ? -low : low;
        zones[to] = Math.floor((sum - across - down) / divisor);
        if (hasNext) zones[to + 1] = Math.floor((sum + across) / divisor);
        if (hasBelow) zones[to + columns] = Math.floor((sum + down) / divisor);
        continue;
      }
      const curve = rounded(from[at + top * stride + left] as number, unit);
      const lowest = isOdd(curve / unit) ? unit : 0;
      down += down >= 0 ? -lowest : lowest;
      across += across >= 0 ? -lowest : lowest;
      const odd = Math.floor(curve / pair) + Math.floor(down / pair) + Math.floor(across / pair);
      const low = isOdd(odd) ? pair : 0;
      if (sum >= 0) sum += lowest - low;
      else sum += lowest === 0 ? low : lowest - low;
      zones[to] = Math.floor((sum - down - across + curve) / divisor);
      zones[to + 1] = Math.floor((sum - down + across - curve) / divisor);
      zones[to + columns] = Math.floor((sum + down - across - curve) / divisor);
      zones[to + columns + 1] = Math.floor((sum + down + across + curve) / divisor);
    }
  }
}

/** The nearest multiple of a power of two; halves go away from zero. */
function rounded(value: number, unit: number): number {
  if (unit === 1) return value;
  const half = unit / 2;
  return Math.floor((value + (value >= 0 ? half : half - 1)) / unit) * unit;
}

function isOdd(value: number): boolean {
  return value - 2 * Math.floor(value / 2) === 1;
}
