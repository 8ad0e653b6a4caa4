/** The sums by monomials against slopes multiplied out pixel by pixel. */
import { expect, test } from "vitest";
import { seededNormal, seededUniform } from "../../fixtures/seeded-noise.ts";
import { accumulate, parameterCount } from "./gaussian-normal.ts";

const side = 17;
const peak = 250;

/** As anyone would: the model's seven slopes at each pixel, and their products. */
function plainly(cut: Float64Array, [amplitude, x, y, p, q, r, constant]: readonly number[]) {
  const matrix = new Float64Array(parameterCount ** 2);
  const gradient = new Float64Array(parameterCount);
  let cost = 0;
  cut.forEach((value, i) => {
    const [dx, dy] = [(i % side) - x!, Math.floor(i / side) - y!];
    const shape = Math.exp(-0.5 * (p! * dx * dx + 2 * q! * dx * dy + r! * dy * dy));
    const light = amplitude! * shape;
    const residual = value / peak - light - constant!;
    const slopes = [
      shape,
      light * (p! * dx + q! * dy),
      light * (q! * dx + r! * dy),
      -0.5 * light * dx * dx,
      -light * dx * dy,
      -0.5 * light * dy * dy,
      1,
    ];
    cost += residual * residual;
    slopes.forEach((slope, a) => {
      gradient[a] = gradient[a]! + slope * residual;
      for (let b = 0; b <= a; b += 1) matrix[7 * a + b] = matrix[7 * a + b]! + slope * slopes[b]!;
    });
  });
  return { matrix, gradient, cost };
}

test("matrix, gradient and cost are those of the slopes", () => {
  const normal = seededNormal(2);
  const uniform = seededUniform(2);
  for (let round = 0; round < 50; round += 1) {
    const cut = new Float64Array(side * side).map(() => peak * (0.3 + 0.2 * normal()));
    const [p, r] = [0.05 + uniform(), 0.05 + uniform()];
    const parameters = [0.5 + uniform(), 6 + 4 * uniform(), 6 + 4 * uniform(), p, 0.4 * p * r, r, 0.1 * normal()];
    const expected = plainly(cut, parameters);
    const matrix = new Float64Array(parameterCount ** 2);
    const gradient = new Float64Array(parameterCount);
    const cost = accumulate(cut, side, peak, Float64Array.from(parameters), matrix, gradient);
    expect(cost).toBeCloseTo(expected.cost, 10);
    gradient.forEach((value, a) => {
      expect(value).toBeCloseTo(expected.gradient[a]!, 9);
    });
    matrix.forEach((value, at) => {
      expect(value).toBeCloseTo(expected.matrix[at]!, 9);
    });
  }
});
