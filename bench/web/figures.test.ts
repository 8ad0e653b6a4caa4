import { expect, test } from "vitest";
import { figureTable, isMet, shown } from "./figure.ts";
import { ratioLines } from "./rubintv-v2.ts";
import { slopeOf } from "./slope.ts";

test("the slope is the median of all slopes, which an outlier does not move", () => {
  // Python: statistics.median((y[b]-y[a])/(x[b]-x[a]) for a, b in itertools.combinations(range(6), 2))
  const points = [3, 5.1, 6.8, 9.2, 60, 13].map((y, at) => [at + 1, y] as const);
  expect(slopeOf(points)).toBeCloseTo(2.0666666666666664, 12);
});

test("fewer than two points have no slope", () => {
  expect(slopeOf([])).toBeNaN();
  expect(slopeOf([[1, 1]])).toBeNaN();
  expect(
    slopeOf([
      [1, 1],
      [1, 2],
    ]),
  ).toBeNaN();
});

test("a figure that could not be had does not meet what was wanted", () => {
  const figure = { what: "time", unit: "ms", atMost: 100 };
  expect([99, 100, 101, Number.NaN].map((value) => isMet({ ...figure, value }))).toEqual([true, true, false, false]);
  expect(isMet({ ...figure, value: 1, atMost: null })).toBeNull();
});

test("figures are shown with three digits, and beside what was wanted", () => {
  expect([0.123456, 12.345, 1234.5, Number.NaN].map((value) => shown(value, "ms"))).toEqual([
    "0.123 ms",
    "12.3 ms",
    "1235 ms",
    "not had ms",
  ]);
  expect(figureTable([{ what: "a row", value: 20, unit: "ms", atMost: 16 }]).at(-1)).toBe(
    "| a row | 20 ms | ≤ 16 ms | **missed** |",
  );
});

test("ratios name their source, and leave out what was not measured", () => {
  const lines = ratioLines({ bytesAChange: 25_000, cpuMsAChange: null, rowUpdateMs: 10 });
  expect(lines.join("\n")).toContain("| bytes on the wire, one client, one change | 1.1 MB | 0.025 MB | 44 |");
  expect(lines.join("\n")).not.toContain("CPU of the server");
  expect(lines[0]).toMatch(/2-core machine running V2's own code/);
});
