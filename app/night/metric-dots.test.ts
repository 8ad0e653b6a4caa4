/** SPEC G1, G2: where dots are drawn, and which one is under the pointer. */
import { expect, test } from "vitest";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import { dotUnder, metricDots, numberOf } from "./metric-dots.ts";
import { plotPoints } from "./plot-points.ts";
import { plotScale } from "./plot-scale.ts";

const column = { value: (exposure: ReturnType<typeof sampleExposure>) => exposure.metrics["sky_bg"] ?? null };
const night = [5, null, 7].map((sky_bg, at) => sampleExposure(at + 1, { metrics: { sky_bg, psf_fwhm: 1 } }));

test("G1: a missing value has no dot, and is not zero", () => {
  const { dots } = metricDots(column, plotPoints(night, "seq"), []);
  expect(dots.map(({ seqNum, y }) => [seqNum, y])).toEqual([
    [1, 5],
    [3, 7],
  ]);
  expect(numberOf({ value: () => "text" }, night[0] as never)).toBeNull();
  expect(metricDots(column, [], [])).toEqual({ dots: [], range: [0, 1] });
});

test("G1: one value has an axis around it", () => {
  const { dots, range } = metricDots(column, plotPoints(night.slice(0, 1), "seq"), []);
  expect(dots).toHaveLength(1);
  expect(range[0]).toBeLessThan(5);
  expect(range[1]).toBeGreaterThan(5);
});

test("G1: a value far beyond the others is drawn at the edge and says so", () => {
  const many = Array.from({ length: 40 }, (_, at) => sampleExposure(at + 1, { metrics: { sky_bg: 5 + (at % 5) } }));
  const { dots, range } = metricDots(
    column,
    plotPoints([...many, sampleExposure(99, { metrics: { sky_bg: 900 } })], "seq"),
    [],
  );
  const last = dots.at(-1);
  expect(last?.outside).toBe(true);
  expect(last?.y).toBeLessThan(range[1]);
  expect(dots.filter(({ outside }) => outside)).toHaveLength(1);
});

test("G2: the nearest dot is under the pointer, within some pixels", () => {
  const { dots } = metricDots(column, plotPoints(night, "seq"), []);
  const scale = plotScale({ left: 0, right: 100, top: 0, bottom: 100 }, [1, 3], [5, 7]);
  expect(dotUnder(dots, scale, 3, 97, 8)?.seqNum).toBe(1);
  expect(dotUnder(dots, scale, 97, 3, 8)?.seqNum).toBe(3);
  expect(dotUnder(dots, scale, 50, 50, 8)).toBeUndefined();
});
