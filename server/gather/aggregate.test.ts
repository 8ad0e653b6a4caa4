import { expect, test } from "vitest";
import { aggregate } from "./aggregate.ts";

test("X4: median, smallest, largest and a spread that one bad detector does not move", () => {
  // By Python: 1.4826 * statistics.median([abs(v - statistics.median(x)) for v in x]).
  expect(aggregate([9.1, 9.8, 9.9, 10, 10.1, 10.2, 10.3, 500])).toEqual({
    n: 8,
    median: 10.05,
    min: 9.1,
    max: 500,
    spread: expect.closeTo(0.29652, 9),
  });
});

test.each([
  [[], null],
  [[3], { n: 1, median: 3, min: 3, max: 3, spread: null }],
  [[3, 3], { n: 2, median: 3, min: 3, max: 3, spread: 0 }],
])("of %j the aggregate is %j", (values, expected) => {
  expect(aggregate(values)).toEqual(expected);
});
