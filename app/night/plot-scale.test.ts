/** Scales of the plots. */
import { expect, test } from "vitest";
import { levelTicks, plotScale } from "./plot-scale.ts";

test("the ends of the ranges lie at the edges, upwards", () => {
  const { toX, toY } = plotScale({ left: 50, right: 250, top: 10, bottom: 110 }, [0, 10], [1, 3]);
  expect([toX(0), toX(10), toX(5)]).toEqual([50, 250, 150]);
  expect([toY(1), toY(3), toY(2)]).toEqual([110, 10, 60]);
});

test("levels are round and few", () => {
  expect(levelTicks([0, 10])).toEqual([0, 5, 10]);
  expect(levelTicks([0.71, 1.32])).toEqual([0.75, 1, 1.25]);
  for (const [from, to] of [
    [0, 1],
    [-3, 7.7],
    [1190, 1210],
  ] as const)
    expect(levelTicks([from, to]).length).toBeLessThanOrEqual(4);
});
