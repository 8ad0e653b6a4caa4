/** D2: what a page says of its paint is believed when it can be true. */
import { expect, test } from "vitest";
import { sampleSummary } from "../../fixtures/sample-summary.ts";
import { pushedLately } from "./take-painted.ts";

const report = { v: 1, camera: "TestCam", exposureId: 2026090100001, revision: 7, paintedAtMs: 1080, clockErrorMs: 5 };
const delta = (changes: object) => ({ v: 1 as const, id: "1-0", exposure: sampleSummary(changes), detectors: [] });
function lately(changes: object = {}) {
  const pushed = pushedLately();
  pushed.note(delta({ revision: 7, completedAtMs: 990, ...changes }), 1000);
  return pushed;
}

test("D2: the first true word counts, and only the first", () => {
  const pushed = lately();
  expect(pushed.take(report, 1100)).toMatchObject({ exposureId: 2026090100001, paintedAtMs: 1080 });
  expect(pushed.take(report, 1100)).toBeNull();
});

test.each([
  ["nonsense", null],
  ["an exposure that was not pushed", { ...report, exposureId: 2026090100002 }],
  ["another revision", { ...report, revision: 6 }],
  ["before it was told", { ...report, paintedAtMs: 994 }],
  ["in the future", { ...report, paintedAtMs: 1106 }],
  ["a clock that is not known", { ...report, clockErrorMs: 60_000 }],
])("D2: %s is not believed", (_, raw) => {
  expect(lately().take(raw, 1100)).toBeNull();
});

test("D2: a page that woke up later, an exposure that waits for images, and one of long ago say nothing", () => {
  expect(lately().take({ ...report, paintedAtMs: 70_000 }, 70_001)).toBeNull();
  expect(lately({ state: "late", completedAtMs: null }).take(report, 1100)).toBeNull();
  expect(lately({ completedAtMs: -600_000 }).take(report, 1100)).toBeNull();
});

test("a later change of the same exposure does not make its way to the page look shorter or longer", () => {
  const pushed = lately();
  pushed.note(delta({ revision: 8, completedAtMs: 990 }), 1050);
  expect(pushed.take(report, 1100)).toBeNull();
  expect(pushed.take({ ...report, revision: 8, paintedAtMs: 1020 }, 1100)?.paintedAtMs).toBe(1020);
  pushed.note(delta({ revision: 9, completedAtMs: 990 }), 1200);
  expect(pushed.take({ ...report, revision: 9, paintedAtMs: 1210 }, 1300)).toBeNull();
});

test("within the error of the clock the paint is at earliest when it was told", () => {
  expect(lately().take({ ...report, paintedAtMs: 997 }, 1100)?.paintedAtMs).toBe(1000);
});
