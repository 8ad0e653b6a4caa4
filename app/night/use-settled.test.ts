/** Which changes of a night the plots draw together with the table. */
import { expect, test } from "vitest";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import { isSmallChange } from "./use-settled.ts";

const night = Array.from({ length: 30 }, (_, at) => sampleExposure(30 - at));
const changed = (count: number) => night.map((exposure, at) => (at < count ? { ...exposure, revision: 9 } : exposure));

test("a few changed exposures are drawn at once, a burst of them is not", () => {
  expect(isSmallChange(night, night)).toBe(true);
  expect(isSmallChange(night, changed(1))).toBe(true);
  expect(isSmallChange(night, changed(30))).toBe(false);
});

test("a new exposure moves the axis of all, and waits; so does another order", () => {
  expect(isSmallChange(night, [sampleExposure(31), ...night])).toBe(false);
  expect(isSmallChange(night, [...night].reverse())).toBe(false);
});
