/** Variation over the detector, donuts and trails, on stars made by hand. */
import { describe, expect, test } from "vitest";
import { countDonuts } from "./donuts.ts";
import { psfGrid, psfSpread } from "./psf-grid.ts";
import { findTrails } from "./trails.ts";

/** A round star of a FWHM. */
const star = (x: number, y: number, fwhmPx: number) => {
  const variance = (fwhmPx / 2.35482) ** 2;
  return { x, y, xx: variance, yy: variance, xy: 0 };
};

describe("psfGrid", () => {
  test("medians and counts by place; the border belongs to the last part", () => {
    const grid = psfGrid([star(0, 0, 3), star(10, 10, 4), star(299, 0, 5), star(299.4, 299.4, 6)], 300, 300);
    expect(grid.stars).toEqual([2, 0, 1, 0, 0, 0, 0, 0, 1]);
    expect(grid.fwhmPx.map((value) => value && Math.round(value * 1e6) / 1e6)).toEqual([
      3.5,
      null,
      5,
      null,
      null,
      null,
      null,
      null,
      6,
    ]);
  });

  test("the spread: largest less smallest of the parts with three stars, four parts at least", () => {
    const three = (x: number, y: number, fwhmPx: number) =>
      [-0.1, 0, 0.1].map((change, at) => star(x + at, y, fwhmPx + change));
    const corners = [...three(20, 20, 3), ...three(280, 20, 3.4), ...three(20, 280, 3.2)];
    expect(psfSpread(psfGrid(corners, 300, 300))).toBeNull();
    const twoMore = [star(150, 150, 9), star(151, 150, 9)];
    expect(psfSpread(psfGrid([...corners, ...twoMore], 300, 300))).toBeNull();
    const spread = psfSpread(psfGrid([...corners, ...twoMore, ...three(280, 280, 3.9)], 300, 300))!;
    expect(spread.spreadPx).toBeCloseTo(0.9, 6);
    expect(spread.parts).toBe(4);
    // MAD 0.1 of three stars in each of the two parts.
    expect(spread.errorPx).toBeCloseTo(Math.SQRT2 * ((1.2533 * 1.4826 * 0.1) / Math.sqrt(3)), 6);
  });
});

describe("countDonuts", () => {
  const size = 120;
  const field = (light: (distance: number) => number) =>
    Float32Array.from({ length: size * size }, (_, at) =>
      light(Math.hypot((at % size) - 60, Math.floor(at / size) - 60)),
    );

  test.each([6, 12, 30, 45])("a ring of radius %i px is one, by its real or a rough radius", (radius) => {
    const ring = field((distance) => (distance < radius && distance > 0.4 * radius ? 100 : 0));
    for (const rough of [0.7, 1, 1.3]) {
      expect(countDonuts(ring, size, size, [{ x: 60.2, y: 59.7, radiusPx: rough * radius }])).toBe(1);
    }
  });

  test.each([1, 3, 8])("a Gaussian of sigma %i px, a disc and nothing are none", (sigma) => {
    const spots = [{ x: 60, y: 60, radiusPx: 2 * sigma }];
    const gaussian = field((distance) => 100 * Math.exp(-(distance ** 2) / (2 * sigma ** 2)));
    expect(countDonuts(gaussian, size, size, spots)).toBe(0);
    const disc = field((distance) => (distance < 2 * sigma ? 100 : 0));
    expect(countDonuts(disc, size, size, spots)).toBe(0);
    expect(countDonuts(new Float32Array(size * size), size, size, spots)).toBe(0);
  });
});

describe("findTrails", () => {
  const source = (elongation: number, thetaDeg: number) => ({
    a: 4,
    b: 4 * (1 - elongation),
    theta: (thetaDeg * Math.PI) / 180,
  });

  test("long sources in one direction, also about the turn from 180° to 0°", () => {
    const trails = findTrails([175, 178, 1, 4, 2].map((deg) => source(0.7, deg > 90 ? deg - 180 : deg)))!;
    expect(trails.sources).toBe(5);
    expect(trails.elongation).toBeCloseTo(0.7, 9);
    expect(Math.min(trails.angleDeg, 180 - trails.angleDeg)).toBeLessThan(2);
  });

  test("round, few, or pointing anywhere: none", () => {
    expect(findTrails([1, 2, 3, 4, 5].map((deg) => source(0.2, deg)))).toBeNull();
    expect(findTrails([1, 2, 3, 4].map((deg) => source(0.7, deg)))).toBeNull();
    expect(findTrails([0, 36, 72, 108, 144].map((deg) => source(0.7, deg)))).toBeNull();
  });
});
