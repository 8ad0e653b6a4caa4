/** The timeline of an exposure. */
import { expect, test } from "vitest";
import { blankTimeline } from "#contracts/blank-result.ts";
import { waterfallSteps } from "./waterfall-steps.ts";

const silent = { ...blankTimeline, shutterClosedAtMs: null, paintedAtMs: null };

test("each step counts from the one before that happened", () => {
  const steps = waterfallSteps({ ...silent, receivedAtMs: 1000, queuedAtMs: 1004, readAtMs: 1090 });
  expect(steps.map(({ name, sinceStartMs, tookMs }) => [name, sinceStartMs, tookMs])).toEqual([
    ["shutter", null, null],
    ["event", null, null],
    ["received", 0, null],
    ["queued", 4, 4],
    ["claimed", null, null],
    ["read", 90, 86],
    ["done", null, null],
    ["gathered", null, null],
    ["pushed", null, null],
    ["painted", null, null],
  ]);
});

test("clocks that differ are shown as they are", () => {
  expect(waterfallSteps({ ...silent, eventAtMs: 1000, receivedAtMs: 990 })[2]?.tookMs).toBe(-10);
});
