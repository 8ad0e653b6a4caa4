/** The counts of a test run. */
import { expect, test } from "vitest";
import { addTallies, closingLine } from "./tally.ts";

test("the closing line has the form that scripts read", () => {
  const skip = { name: "x", reason: "no Java" };
  const total = addTallies([
    { passed: 3, failed: 0, skipped: [skip] },
    { passed: 1, failed: 2, skipped: [] },
  ]);
  expect(closingLine(total)).toBe("4 passed, 2 failed, 1 skipped");
  expect(closingLine(addTallies([]))).toMatch(/^\d+ passed, \d+ failed, \d+ skipped$/);
});
