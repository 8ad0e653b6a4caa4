/** The histogram's outline. */
import { expect, test } from "vitest";
import { histogramOutline, leastCountLog } from "./histogram-outline.ts";

test("steps rise with the logarithm; an empty bin lies on the floor", () => {
  const x = { from: 0, to: 30, fromPx: 0, toPx: 30 };
  const y = { from: leastCountLog, to: leastCountLog + 10, fromPx: 100, toPx: 0 };
  const height = (count: number): string => (100 - 10 * (Math.log10(count) - leastCountLog)).toFixed(1);
  expect(histogramOutline([100, 0, 1], x, y)).toBe(
    `M0.0 100.0V${height(100)}H10.0V100.0H20.0V${height(1)}H30.0V100.0Z`,
  );
});
