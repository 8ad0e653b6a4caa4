/** Merging a snapshot with deltas. */
import { expect, test } from "vitest";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import { mergeExposures } from "./merge.ts";

const exposure = (seqNum: number, revision: number) => sampleExposure(seqNum, { revision });
const shape = (exposures: readonly ExposureSummary[]) => exposures.map((each) => [each.seqNum, each.revision]);

test("the larger revision wins, whichever comes first", () => {
  expect(shape(mergeExposures([exposure(1, 5)], [exposure(1, 4)]))).toEqual([[1, 5]]);
  expect(shape(mergeExposures([exposure(1, 5)], [exposure(1, 6)]))).toEqual([[1, 6]]);
  expect(shape(mergeExposures([], [exposure(1, 6), exposure(1, 5)]))).toEqual([[1, 6]]);
});

test("a delta that overtook the snapshot survives it, and the snapshot loses nothing else", () => {
  const withDelta = mergeExposures([], [exposure(3, 2)]);
  const snapshot = [exposure(3, 1), exposure(2, 4), exposure(1, 4)];
  expect(shape(mergeExposures(withDelta, snapshot))).toEqual([
    [3, 2],
    [2, 4],
    [1, 4],
  ]);
});

test("exposures that come out of order stand newest first", () => {
  const night = [exposure(5, 0), exposure(2, 0)];
  expect(shape(mergeExposures(night, [exposure(4, 0), exposure(9, 0)])).map(([seq]) => seq)).toEqual([9, 5, 4, 2]);
});

test("the first revision, 0, is taken", () => {
  expect(shape(mergeExposures([], [exposure(1, 0)]))).toEqual([[1, 0]]);
});

test("a repeat gives the same array and unchanged exposures stay the same objects", () => {
  const night = [exposure(2, 1), exposure(1, 1)];
  expect(mergeExposures(night, [exposure(2, 1)])).toBe(night);
  expect(mergeExposures(night, [exposure(2, 2)])[1]).toBe(night[1]);
});

test("every order of the same deltas ends in the same night", () => {
  const deltas = [exposure(1, 1), exposure(1, 2), exposure(2, 1)];
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  for (const order of orders) {
    const merged = order.reduce<readonly ExposureSummary[]>(
      (night, at) => mergeExposures(night, deltas.slice(at, at + 1)),
      [],
    );
    expect(shape(merged)).toEqual([
      [2, 1],
      [1, 2],
    ]);
  }
});
