/** The pause before another attempt. */
import { expect, test } from "vitest";
import { retryDelayMs } from "./retry-delay.ts";

test.each([
  [1, 0, 500],
  [2, 0, 1000],
  [3, 0, 2000],
  [3, 1, 1000],
  [5, 0.5, 6000],
  [6, 0, 10_000],
  [400, 0, 10_000],
])("after %i failures, chance %f: %i ms", (failures, chance, delayMs) => {
  expect(retryDelayMs(failures, chance)).toBe(delayMs);
});
