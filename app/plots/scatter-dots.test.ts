/** SPEC G5: the dots of a scatter plot. */
import { expect, test } from "vitest";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import { readScatterKeys, scatterDots } from "./scatter-dots.ts";

const of = (key: string) => ({ value: (exposure: ExposureSummary) => exposure.metrics[key] ?? null });
const columns = { x: of("a"), y: of("b"), color: of("c") };
const night = [
  { a: 3, b: 30, c: 0 },
  { a: 1, b: 10, c: null },
  { a: 2, b: null, c: 5 },
  { a: null, b: 20, c: 5 },
  { a: 2, b: 20, c: 10 },
].map((metrics, at) => sampleExposure(at + 1, { metrics }));

test("G5: only exposures with both values have a place; one without the third has no colour", () => {
  const { dots, missing, colors } = scatterDots(night, columns);
  expect(dots.map(({ exposure, x, y, shade }) => [exposure.seqNum, x, y, shade])).toEqual([
    [2, 1, 10, null],
    [5, 2, 20, 1],
    [1, 3, 30, 0],
  ]);
  expect(missing).toBe(2);
  expect(colors).toMatchObject({ from: 0, to: 10 });
});

test("G5: none and one", () => {
  expect(scatterDots([], columns)).toMatchObject({ dots: [], missing: 0, colors: null });
  const { dots, xRange } = scatterDots(night.slice(0, 1), columns);
  expect(dots[0]).toMatchObject({ x: 3, y: 30, shade: 0.5, outside: false });
  expect(xRange[0]).toBeLessThan(3);
});

test("G5: the address names three columns that there are, or no plot", () => {
  const known = (key: string) => ["a", "b", "c"].includes(key);
  expect(readScatterKeys("a,b,c", known)).toEqual({ x: "a", y: "b", color: "c" });
  for (const text of [null, "", "a,b", "a,b,z"]) expect(readScatterKeys(text, known)).toBeNull();
});
