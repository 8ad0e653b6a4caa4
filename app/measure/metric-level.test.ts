/** Limits of metrics. */
import { expect, test } from "vitest";
import { metricLevel } from "./metric-level.ts";

const none = { warnBelow: null, warnAbove: null, errorBelow: null, errorAbove: null };

test("a value without limits, and a missing value, are not judged", () => {
  expect(metricLevel(none, 3)).toBe("no-limit");
  expect(metricLevel({ ...none, warnAbove: 1 }, null)).toBe("no-limit");
});

test("the worst broken limit counts, and a limit itself is not broken", () => {
  const limits = { ...none, warnAbove: 1.2, errorAbove: 2, warnBelow: 0.3 };
  expect([0.2, 0.3, 1.2, 1.3, 2, 2.1].map((value) => metricLevel(limits, value))).toEqual([
    "warn",
    "within",
    "within",
    "warn",
    "warn",
    "error",
  ]);
});
