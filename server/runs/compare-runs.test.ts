import { expect, test } from "vitest";
import { compareRuns, isIdentical } from "./compare-runs.ts";

const records = (metric: string, values: Record<string, number | null>) =>
  Object.entries(values).map(([detector, value]) => ({ detector, metrics: { [metric]: value } }));

test("R4: differences are by detector, b − a, with their median and the largest", () => {
  const a = records("sky_bg", { A: 100, B: 200, C: 300 });
  const b = records("sky_bg", { A: 101, B: 198, C: 310 });
  expect(compareRuns(a, b)).toEqual([
    {
      metric: "sky_bg",
      n: 3,
      onlyA: 0,
      onlyB: 0,
      medianA: 200,
      medianB: 198,
      medianDifference: 1,
      maxAbsDifference: 10,
      detectors: [
        { detector: "A", a: 100, b: 101, difference: 1 },
        { detector: "B", a: 200, b: 198, difference: -2 },
        { detector: "C", a: 300, b: 310, difference: 10 },
      ],
    },
  ]);
});

test("R4: a detector that has a value in one run only is counted, and has no difference", () => {
  const [compared] = compareRuns(
    records("psf_fwhm", { A: 1, B: null, C: null }),
    records("psf_fwhm", { A: null, B: 2 }),
  );
  expect(compared).toMatchObject({ n: 0, onlyA: 1, onlyB: 1, medianDifference: null, maxAbsDifference: null });
  expect(compared?.detectors.map(({ detector }) => detector)).toEqual(["A", "B"]);
});

test("R4: a metric that only one of the runs knows is there as well", () => {
  const compared = compareRuns(records("sky_bg", { A: 1 }), records("moments_m2", { A: 2 }));
  expect(compared.map(({ metric, onlyA, onlyB }) => [metric, onlyA, onlyB])).toEqual([
    ["sky_bg", 1, 0],
    ["moments_m2", 0, 1],
  ]);
  expect(isIdentical(compared)).toBe(false);
});

test.each([
  [{ A: 0.1 + 0.2 }, { A: 0.3 }, false],
  [{ A: 0.3, B: null }, { A: 0.3, B: null }, true],
  [{ A: 0.3 }, { A: null }, false],
  [{}, {}, true],
])("R4: %j and %j are identical to the last bit: %s", (a, b, expected) => {
  expect(isIdentical(compareRuns(records("sky_bg", a), records("sky_bg", b)))).toBe(expected);
});
