/** V2: a held night. */
import { expect, test } from "vitest";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import { heldNight, stepHeld } from "./held-night.ts";

const night = [5, 4, 3, 2].map((seqNum) => sampleExposure(seqNum, {}));
const idOf = (seqNum: number) => night.find((each) => each.seqNum === seqNum)?.exposureId ?? null;
const seqs = (heldId: number | null) => heldNight(night, heldId).shown.map(({ seqNum }) => seqNum);

test("V2: a page that follows shows all, and one that is held says how far it is behind", () => {
  expect(heldNight(night, null)).toEqual({ shown: night, behind: 0 });
  expect([seqs(idOf(3)), heldNight(night, idOf(3)).behind]).toEqual([[3, 2], 2]);
  expect(heldNight(night, idOf(5)).behind).toBe(0);
  expect(heldNight(night, 1).shown).toBe(night);
  expect(heldNight([], 1)).toEqual({ shown: [], behind: 0 });
});

test("V2: steps go through the night and stop at its ends", () => {
  expect(stepHeld(night, null, 1)).toBe(idOf(4));
  expect(stepHeld(night, idOf(2), 1)).toBe(idOf(2));
  expect(stepHeld(night, idOf(4), -1)).toBe(idOf(5));
  expect(stepHeld(night, idOf(5), -1)).toBe(idOf(5));
  expect(stepHeld([], null, 1)).toBeNull();
});
