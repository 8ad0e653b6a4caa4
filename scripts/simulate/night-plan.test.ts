import { expect, test } from "vitest";
import { planNight } from "./night-plan.ts";

test("a longer night begins like a shorter one", () => {
  expect(planNight({ seed: 4, exposures: 30 }).slice(0, 12)).toEqual(planNight({ seed: 4, exposures: 12 }));
});

test("bands come in blocks of g r i z", () => {
  const bands = planNight({ seed: 1, exposures: 40 }).map(({ band }) => band);
  const blocks = bands.filter((band, index) => band !== bands[index - 1]);
  expect(blocks).toEqual(["g", "r", "i", "z", "g"]);
});

test("seeing wanders within the range of a good site and never leaps far", () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const quiet = planNight({ seed, exposures: 200 }).filter(({ trouble }) => trouble === null);
    const seeing = quiet.map(({ seeingArcsec }) => seeingArcsec);
    expect(Math.min(...seeing)).toBeGreaterThanOrEqual(0.6);
    expect(Math.max(...seeing)).toBeLessThanOrEqual(2.2);
    const steps = seeing.slice(1).map((value, index) => Math.abs(value - (seeing[index] as number)));
    const median = steps.sort((one, other) => one - other)[Math.floor(steps.length / 2)] as number;
    expect(median).toBeLessThan(0.06);
  }
});

test("telescope trouble shows in the shapes and nowhere else", () => {
  const night = planNight({ seed: 2, exposures: 300 });
  const ellipticity = (kind: string | null) =>
    night.filter(({ trouble }) => trouble === kind).map(({ e1, e2 }) => Math.hypot(e1, e2));
  expect(ellipticity("tracking").length).toBeGreaterThan(0);
  expect(ellipticity("wind").length).toBeGreaterThan(0);
  expect(Math.min(...ellipticity("tracking"))).toBeGreaterThan(0.4);
  expect(Math.min(...ellipticity("wind"))).toBeGreaterThan(0.2);
  expect(Math.max(...ellipticity(null))).toBeLessThan(0.13);
});

test("calibrations come first when asked for, and see no stars", () => {
  const night = planNight({ seed: 1, exposures: 6, calibrations: true });
  expect(night.map(({ imageType }) => imageType)).toEqual(["BIAS", "BIAS", "DARK", "FLAT", "FLAT", "OBJECT"]);
  expect(night[0]).toMatchObject({ exposureTimeS: 0, band: null, skyElectrons: 0 });
});
