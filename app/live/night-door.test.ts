/** The quick door of a night lets in what its schema lets in, and nothing else. */
import { expect, test } from "vitest";
import { nightAnswer } from "#contracts/api.ts";
import { syntheticNight } from "../../fixtures/synthetic-night.ts";
import { nightDoor } from "./night-door.ts";

const aggregate = { n: 3, median: 1, min: 0, max: 2, spread: null };

/** @returns a night as the API answers, its first exposure changed. */
function night(change: object): unknown {
  const { exposures, ...head } = JSON.parse(JSON.stringify(syntheticNight(3, 5)));
  return {
    ...head,
    exposures: exposures.map((each: object, at: number) => (at === 0 ? { ...each, ...change } : each)),
  };
}

const good = [
  {},
  { metrics: { sky_bg: null } },
  { metrics: {}, aggregates: {} },
  { aggregates: { sky_bg: aggregate } },
  { aggregates: { sky_bg: { n: 3, median: 1, min: 0, max: 2 } } },
];
test.each(good)("what the schema lets in is the same by the quick door: %j", (change) => {
  const answer = night(change);
  expect(nightAnswer.safeParse(answer).success).toBe(true);
  expect(nightDoor.safeParse(answer)).toEqual(nightAnswer.safeParse(answer));
});

const bad = [
  { metrics: null },
  { metrics: [] },
  { metrics: { sky_bg: "1" } },
  { metrics: { sky_bg: {} } },
  { metrics: { sky_bg: Number.NaN } },
  { metrics: { sky_bg: Number.POSITIVE_INFINITY } },
  { aggregates: [] },
  { aggregates: { sky_bg: null } },
  { aggregates: { sky_bg: { ...aggregate, n: 1.5 } } },
  { aggregates: { sky_bg: { ...aggregate, median: null } } },
  { aggregates: { sky_bg: { ...aggregate, spread: "0" } } },
  { aggregates: { sky_bg: { ...aggregate, max: undefined } } },
  { state: "gone" },
  { seqNum: "1" },
];
test.each(bad)("what the schema keeps out is told in the schema's own words: %j", (change) => {
  const answer = night(change);
  const told = nightDoor.safeParse(answer);
  expect(told.success).toBe(false);
  expect(told.error?.issues).toEqual(nightAnswer.safeParse(answer).error?.issues);
});
