/** Every point within reach is visited once, whatever the reaches. */
import { expect, test } from "vitest";
import { seededUniform } from "../../fixtures/seeded-noise.ts";
import { neighbourGrid, visitNear } from "./neighbour-grid.ts";

test("neighbours are those that asking every point finds", () => {
  const uniform = seededUniform(2);
  const count = 500;
  const xs = Float64Array.from({ length: count }, () => -3 + 900 * uniform());
  const ys = Float64Array.from({ length: count }, () => 700 * uniform());
  const reaches = Float64Array.from({ length: count }, () => 300 * uniform() ** 6);
  const grid = neighbourGrid(xs, ys, reaches);
  let asked = 0;
  for (let i = 0; i < count; i += 1) {
    const found = new Set<number>();
    visitNear(grid, xs[i]!, ys[i]!, reaches[i]!, (j) => {
      expect(found.has(j)).toBe(false);
      found.add(j);
      asked += 1;
      return false;
    });
    for (let j = 0; j < count; j += 1) {
      const distance = Math.hypot(xs[i]! - xs[j]!, ys[i]! - ys[j]!);
      if (distance <= reaches[i]! + reaches[j]!) expect(found.has(j)).toBe(true);
    }
  }
  expect(asked).toBeLessThan((count * count) / 2);
});

test("no points have no neighbours, and a visit can be the last", () => {
  const none = new Float64Array(0);
  visitNear(neighbourGrid(none, none, none), 5, 5, 100, () => expect.unreachable());
  const three = Float64Array.of(1, 2, 3);
  let visited = 0;
  visitNear(neighbourGrid(three, three, new Float64Array(3)), 2, 2, 9, () => {
    visited += 1;
    return visited === 2;
  });
  expect(visited).toBe(2);
});
