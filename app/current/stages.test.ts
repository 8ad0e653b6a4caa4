/** V3: the stages of an exposure. */
import { expect, test } from "vitest";
import { sampleSummary } from "../../fixtures/sample-summary.ts";
import { stagesOf } from "./stages.ts";

const noonMs = Date.UTC(2026, 8, 1, 12, 0, 0);
const at = (changes: Parameters<typeof sampleSummary>[0], afterMs = 3000) =>
  stagesOf(
    sampleSummary({ expected: 9, done: 0, failed: 0, completedAtMs: null, firstEventAtMs: noonMs, ...changes }),
    noonMs + afterMs,
  ).map(({ state, words, detail }) => `${state}: ${words}, ${detail}`);

test("V3: an exposure goes from pending over n of N to complete", () => {
  expect(at({ state: "pending" })).toEqual([
    "now: pending, 12:00:00 UTC",
    "ahead: 0 of 9, for 3.0 s",
    "ahead: complete, not yet",
  ]);
  expect(at({ state: "partial", done: 4 })[1]).toBe("now: 4 of 9, for 3.0 s");
  expect(at({ state: "complete", done: 9, completedAtMs: noonMs + 7900 })).toEqual([
    "past: begun, 12:00:00 UTC",
    "past: 9 of 9, 9 detectors",
    "past: complete, in 7.9 s",
  ]);
});

test("V3: what is late or failed says what is missing", () => {
  expect(at({ state: "late", done: 6, failed: 1 }).slice(1)).toEqual([
    "trouble: 7 of 9, 1 failed",
    "trouble: late, 2 missing",
  ]);
  expect(at({ state: "failed", failed: 9 })[2]).toBe("trouble: failed, every detector");
  expect(at({ state: "complete", done: 8, failed: 1, completedAtMs: noonMs })[1]).toBe("past: 9 of 9, 1 failed");
});
