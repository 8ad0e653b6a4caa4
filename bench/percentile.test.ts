import { expect, test } from "vitest";
import { percentile } from "./percentile.ts";

test("percentiles as numpy's default gives them", () => {
  // numpy.percentile([3, 1, 2, 10], [0, 50, 99, 100])
  expect([0, 50, 99, 100].map((percent) => percentile([3, 1, 2, 10], percent))).toEqual([
    1, 2.5, 9.790000000000001, 10,
  ]);
});

test("nothing has no percentile", () => {
  expect(percentile([], 50)).toBeNaN();
});
