import { expect, test } from "vitest";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import { changedIn } from "./changed-in.ts";

const night = [3, 2, 1].map((seqNum) => sampleExposure(seqNum));
const [third, second, first] = night as [ReturnType<typeof sampleExposure>, never, never];

test("the same list has no changes, another object is one", () => {
  expect(changedIn(night, night)).toEqual([]);
  const newer = sampleExposure(2, { revision: 2 });
  expect(changedIn(night, [third, newer, first])).toEqual([{ before: second, now: newer }]);
});

test("new exposures stand before all others", () => {
  const fourth = sampleExposure(4);
  const newer = sampleExposure(1, { revision: 2 });
  expect(changedIn(night, [fourth, third, second, newer])).toEqual([
    { before: first, now: newer },
    { before: null, now: fourth },
  ]);
});

test("another order, one in between, and fewer are not told apart", () => {
  expect(changedIn(night, [third, first, second])).toBeNull();
  expect(changedIn(night, [third, second])).toBeNull();
  expect(changedIn([third, first], night)).toBeNull();
});
