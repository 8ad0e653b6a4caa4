/** Directions and lengths of the whiskers. */
import { expect, test } from "vitest";
import { keyEllipticity, starWhiskers } from "./star-whiskers.ts";

const star = (e1: number, e2: number) => ({ xPx: [10], yPx: [20], fwhmPx: [3], e1: [e1], e2: [e2] });
const place = (xPx: number, yPx: number): [number, number] => [xPx, 100 - yPx];

test("e1 lies along x or y, e2 along the diagonals, y up", () => {
  expect(starWhiskers(star(0.1, 0), 0.1, place).path).toBe("M0.0 80.0L20.0 80.0");
  expect(starWhiskers(star(-0.1, 0), 0.1, place).path).toBe("M10.0 90.0L10.0 70.0");
  expect(starWhiskers(star(0, 0.1), 0.1, place).path).toBe("M2.9 87.1L17.1 72.9");
});

test("a star beyond twice the key is cut, and counted", () => {
  expect(starWhiskers(star(0.5, 0), 0.1, place)).toEqual({ path: "M-10.0 80.0L30.0 80.0", cut: 1 });
});

test("the key is the round number above the median star", () => {
  expect(keyEllipticity({ ...star(0, 0), e1: [0.01, 0.03, 0.9], e2: [0, 0, 0] })).toBe(0.05);
  expect(keyEllipticity({ ...star(0, 0), e1: [], e2: [] })).toBe(0.02);
});
