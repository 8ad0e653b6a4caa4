/** Smoothing over the steps of a lossy H-transform: differences that scaling lost are taken from neighbouring zones. */
import type { HBlock } from "./h-transform.ts";

/**
 * Changes the differences of one level in place, each by at most half of `scale`, towards the slope that neighbouring
 * sums make, and never so far that a new maximum or minimum would come up (R. White 1991, HCOMPRESS).
 * Zones at the edge of the block keep their differences.
 */
export function smoothCoefficients(coefficients: Float64Array, block: HBlock, scale: number): void {
  const most = Math.floor(scale / 2);
  if (most <= 0) return;
  const { rows, columns, stride } = block;
  const [top, left] = [(rows + 1) >> 1, (columns + 1) >> 1];
  const [lastRow, lastColumn] = [Math.ceil((rows - 2) / 2), Math.ceil((columns - 2) / 2)];
  for (let row = 1; row < lastRow; row += 1) {
    for (let column = 0; column < left; column += 1) {
      const at = row * stride + column;
      smoothSlope(coefficients, at, at + top * stride, stride, most);
    }
  }
  for (let row = 0; row < top; row += 1) {
    for (let column = 1; column < lastColumn; column += 1) {
      const at = row * stride + column;
      smoothSlope(coefficients, at, at + left, 1, most);
    }
  }
  for (let row = 1; row < lastRow; row += 1) {
    for (let column = 1; column < lastColumn; column += 1) {
      smoothCurve(coefficients, row * stride + column, top * stride, left, stride, most);
    }
  }
}

/** A difference towards an eighth of the step between the sums before and behind (`step` elements away). */
function smoothSlope(values: Float64Array, sumAt: number, slopeAt: number, step: number, most: number): void {
  const before = values[sumAt - step] as number;
  const here = values[sumAt] as number;
  const behind = values[sumAt + step] as number;
  const upper = Math.max(Math.min(behind - here, here - before), 0) * 4;
  const lower = Math.min(Math.max(behind - here, here - before), 0) * 4;
  if (lower >= upper) return;
  const wanted = clamped(behind - before, lower, upper);
  const slope = values[slopeAt] as number;
  values[slopeAt] = slope + clamped(Math.trunc((wanted - slope * 8) / 8), -most, most);
}

/** A curvature towards a sixty-fourth of what the sums at the four corners make. */
function smoothCurve(values: Float64Array, at: number, down: number, across: number, stride: number, most: number) {
  const here = values[at] as number;
  const upLeft = values[at - stride - 1] as number;
  const upRight = values[at - stride + 1] as number;
  const downLeft = values[at + stride - 1] as number;
  const downRight = values[at + stride + 1] as number;
  const downSlope = (values[at + down] as number) * 2;
  const acrossSlope = (values[at + across] as number) * 2;
  const upper = Math.min(
    Math.max(downRight - here, 0) - downSlope - acrossSlope,
    Math.max(here - downLeft, 0) + downSlope - acrossSlope,
    Math.max(here - upRight, 0) - downSlope + acrossSlope,
    Math.max(upLeft - here, 0) + downSlope + acrossSlope,
  );
  const lower = Math.max(
    Math.min(downRight - here, 0) - downSlope - acrossSlope,
    Math.min(here - downLeft, 0) + downSlope - acrossSlope,
    Math.min(here - upRight, 0) - downSlope + acrossSlope,
    Math.min(upLeft - here, 0) + downSlope + acrossSlope,
  );
  if (lower >= upper) return;
  const wanted = clamped(downRight + upLeft - upRight - downLeft, lower * 16, upper * 16);
  const curve = values[at + down + across] as number;
  values[at + down + across] = curve + clamped(Math.trunc((wanted - curve * 64) / 64), -most, most);
}

function clamped(value: number, lower: number, upper: number): number {
  return Math.max(Math.min(value, upper), lower);
}
