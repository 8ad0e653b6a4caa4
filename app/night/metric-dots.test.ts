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
  expect(metricDots(column, [], [])).toMatchObject({ dots: [], range: [0, 1] });
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

test("G1: what is made from what was there before is the same as made anew, and dots that did not change stay", () => {
  const values = (of: readonly (number | null)[]) =>
    of.map((sky_bg, at) => sampleExposure(at + 1, { metrics: { sky_bg, psf_fwhm: 1 } }));
  const exposures = values([5, 6, 5.5, null, 6.5, 5, 6]);
  const first = metricDots(column, plotPoints(exposures, "seq"), []);
  for (const [at, sky_bg] of [
    [1, 6],
    [1, 5.7],
    [3, 5.2],
    [4, 900],
    [0, null],
  ] as const) {
    const changed = exposures.map((each, place) =>
      place === at ? sampleExposure(at + 1, { metrics: { sky_bg, psf_fwhm: 1 } }) : each,
    );
    const points = plotPoints(exposures, "seq");
    const next = points.map((point) => {
      const exposure = changed[point.exposure.seqNum - 1];
      return exposure === undefined || exposure === point.exposure ? point : { ...point, exposure };
    });
    const before = metricDots(column, points, [], first);
    const after = metricDots(column, next, [], before);
    const { dots, range } = metricDots(column, next, []);
    expect(after).toMatchObject({ dots, range });
    if (sky_bg === 6) expect(after.dots).toBe(before.dots);
  }
});
