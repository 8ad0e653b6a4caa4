/** The counts of a test run. */
import { expect, test } from "vitest";
import { addTallies, closingLine, emptyTally } from "./tally.ts";

test("the closing line has the form that scripts read", () => {
  const skip = { name: "x", reason: "no Java" };
  const total = addTallies([
    { ...emptyTally, passed: 3, skipped: [skip], passedAgain: ["y"] },
    { ...emptyTally, passed: 1, failed: 2 },
  ]);
  expect(total.passedAgain).toEqual(["y"]);
  expect(closingLine(total)).toBe("4 passed, 2 failed, 1 skipped");
  expect(closingLine(addTallies([]))).toMatch(/^\d+ passed, \d+ failed, \d+ skipped$/);
});
