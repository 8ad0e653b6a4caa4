import { expect, test } from "vitest";
import { ellipseOverlap } from "./disk-overlap.ts";

test("a pixel's overlap: whole, none, half, a quarter, and all of them make the ellipse's area", () => {
  expect(ellipseOverlap(0, 0, 3, 3, 1, 0)).toBeCloseTo(1, 12);
  expect(ellipseOverlap(9, 0, 3, 3, 1, 0)).toBeCloseTo(0, 12);
  expect(ellipseOverlap(0, 0, 0.5, 0.5, 1, 0)).toBeCloseTo(Math.PI / 4, 12);
  expect(ellipseOverlap(0.5, 0.5, 0.5, 0.5, 1, 0)).toBeCloseTo(Math.PI / 16, 12);
  expect(ellipseOverlap(1000, 0, 1000, 1000, 1, 0)).toBeCloseTo(0.5, 3);
  let area = 0;
  for (let y = -8; y <= 8; y += 1) {
    for (let x = -8; x <= 8; x += 1) area += ellipseOverlap(x + 0.23, y - 0.41, 6.2, 2.7, Math.cos(0.9), Math.sin(0.9));
  }
  expect(area).toBeCloseTo(Math.PI * 6.2 * 2.7, 9);
});
