/** The marks of the encircled light. */
import { expect, test } from "vitest";
import { encircledRadius } from "./encircled-radius.ts";

const disc = { radiusPx: [1, 2, 3, 4], encircled: [0.25, 0.5, 0.75, 1], intensity: [1, 1, 1, 1], stars: 5 };

test("straight between the points, from nothing at the centre on", () => {
  expect([0.125, 0.5, 0.8, 1].map((part) => encircledRadius(disc, part))).toEqual([0.5, 2, 3.2, 4]);
});

test("a curve that ends below has no such radius", () => {
  expect(encircledRadius({ ...disc, encircled: [0.1, 0.2, 0.3, 0.4] }, 0.5)).toBeNull();
  expect(encircledRadius({ ...disc, radiusPx: [], encircled: [] }, 0.5)).toBeNull();
});
