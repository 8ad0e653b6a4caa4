/** The table gives the greys of the formula. */
import { expect, test } from "vitest";
import { seededUniform } from "../../fixtures/seeded-noise.ts";
import { stretchTable } from "./stretch-table.ts";

test.each([0.001, 0.02, 0.1, 1, 10])("softness %f", (softness) => {
  const grayOf = stretchTable(softness);
  const scale = 255 / Math.asinh(1 / softness);
  const uniform = seededUniform(1);
  const parts = Array.from({ length: 50_000 }, (_, i) => (i % 2 === 0 ? uniform() : uniform() ** 8));
  const wrong = [0, 1, ...parts].filter((part) => grayOf(part) !== Math.round(scale * Math.asinh(part / softness)));
  expect(wrong).toEqual([]);
  expect(grayOf(Number.NaN)).toBe(0);
});
