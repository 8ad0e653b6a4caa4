import { expect, test } from "vitest";
import { differenceText } from "./audit-list.tsx";

test.each([
  ["all", "minimal", "all → minimal"],
  [null, "minimal", "– → minimal"],
  [{ policy: "a", isPaused: false }, { policy: "b", isPaused: false }, "policy: a → b"],
  [{ batchSize: 1 }, { batchSize: 1 }, "nothing"],
])("%j to %j is told as %s", (before, after, text) => {
  expect(differenceText({ before, after })).toBe(text);
});
