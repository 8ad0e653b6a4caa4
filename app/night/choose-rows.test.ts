/** Choosing rows. */
import { expect, test } from "vitest";
import { choose, chosenRange } from "./choose-rows.ts";

const rows = [9, 7, 5, 3, 1].map((seqNum) => ({ seqNum }));

test("a range goes as the rows are shown, in either direction", () => {
  expect(chosenRange(rows, 7, 3)).toEqual([7, 5, 3]);
  expect(chosenRange(rows, 3, 7)).toEqual([7, 5, 3]);
  expect(chosenRange(rows, 4, 7)).toEqual([7]);
});

test("rows are toggled, added, reached and let go", () => {
  expect(choose(new Set([7]), { kind: "toggle", seq: 7 }, rows, null)).toEqual(new Set());
  expect(choose(new Set([7]), { kind: "toggle", seq: 5 }, rows, null)).toEqual(new Set([7, 5]));
  expect(choose(new Set([9]), { kind: "reach", seq: 5 }, rows, 9)).toEqual(new Set([9, 7, 5]));
  expect(choose(new Set([9]), { kind: "add", seqs: [1] }, rows, null)).toEqual(new Set([9, 1]));
  expect(choose(new Set([9]), { kind: "none" }, rows, 9)).toEqual(new Set());
});
