/** Points and axes of the plots. */
import { expect, test } from "vitest";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import { axisTicks, nearestPoint, plotPoints, robustDomain } from "./plot-points.ts";

const metrics = { sky_bg: 1 };

test("exposures without numbers are not plotted, the rest stand in order of time", () => {
  const points = plotPoints(
    [
      sampleExposure(3),
      sampleExposure(2, { metrics, header: { obsStartUtc: "2026-11-22T04:00:00Z" } }),
      sampleExposure(1, { metrics, header: { obsStartUtc: "2026-11-22T03:00:00Z" } }),
    ],
    "time",
  );
  expect(points.map(({ exposure, x }) => [exposure.seqNum, x])).toEqual([
    [1, Date.UTC(2026, 10, 22, 3)],
    [2, Date.UTC(2026, 10, 22, 4)],
  ]);
});

test("a header without a time makes all of them stand at their events", () => {
  const points = plotPoints(
    [
      sampleExposure(2, { metrics, firstEventAtMs: 2000, header: {} }),
      sampleExposure(1, { metrics, firstEventAtMs: 1000, header: { obsStartUtc: "2013-01-01T00:00:00Z" } }),
    ],
    "time",
  );
  expect(points.map(({ x }) => x)).toEqual([1000, 2000]);
});

test("the nearest point", () => {
  const points = [1, 5, 6].map((x) => ({ exposure: sampleExposure(x), x }));
  expect([-9, 2.9, 3.1, 5.4, 99].map((x) => nearestPoint(points, x))).toEqual([0, 0, 1, 1, 2]);
  expect(nearestPoint([], 3)).toBe(-1);
});

test("one wild value does not flatten the night", () => {
  const [from, to] = robustDomain([0.7, 0.75, 0.8, 0.85, 0.9, 40]);
  expect(from).toBeLessThan(0.7);
  expect(to).toBeLessThan(2);
  expect(robustDomain([])).toEqual([0, 1]);
  expect(robustDomain([5])[0]).toBeLessThan(5);
});

test("a limit near the values stays in view, a far one does not", () => {
  expect(robustDomain([0.7, 0.8, 0.9], [1.2])[1]).toBeGreaterThan(1.2);
  expect(robustDomain([0.7, 0.8, 0.9], [9])[1]).toBeLessThan(2);
});

test("ticks are round and not too many", () => {
  const hour = 3_600_000;
  expect(axisTicks(0.5 * hour, 8.5 * hour, 900, "time")).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((h) => h * hour));
  expect(axisTicks(1, 412, 600, "seq")).toEqual([100, 200, 300, 400]);
});
