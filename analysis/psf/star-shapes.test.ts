import { expect, test } from "vitest";
import { extractSources } from "../sources/extract-sources.ts";
import { fitGaussian } from "./fit-gaussian.ts";
import { halfLightRadius } from "./half-light-radius.ts";
import { summarizePsf } from "./psf-summary.ts";
import { solveSymmetric } from "./solve-symmetric.ts";
import { measureStars } from "./star-shapes.ts";

/** A sheared Gaussian of given axes and angle. */
function gaussian(dx: number, dy: number, a: number, b: number, theta: number): number {
  const u = dx * Math.cos(theta) + dy * Math.sin(theta);
  const v = -dx * Math.sin(theta) + dy * Math.cos(theta);
  return Math.exp(-0.5 * ((u / a) ** 2 + (v / b) ** 2));
}

function sky(
  size: number,
  stars: readonly { x: number; y: number; peak: number }[],
  a: number,
  b: number,
  theta: number,
) {
  const data = new Float32Array(size * size);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      data[y * size + x] = stars.reduce(
        (sum, star) => sum + star.peak * gaussian(x - star.x, y - star.y, a, b, theta),
        0,
      );
    }
  }
  return data;
}

test("a Gaussian's own parameters come back from a poor start", () => {
  const side = 17;
  const cut = new Float64Array(side * side);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) cut[y * side + x] = 5 + 900 * gaussian(x - 8.3, y - 7.6, 2.4, 1.3, 0.7);
  }
  const fit = fitGaussian(cut, side, { x: 8, y: 8, sigmaA: 1.5, sigmaB: 1.5, theta: 0 })!;
  const [cos, sin] = [Math.cos(0.7), Math.sin(0.7)];
  expect(fit.x).toBeCloseTo(8.3, 5);
  expect(fit.y).toBeCloseTo(7.6, 5);
  expect(fit.amplitude).toBeCloseTo(900, 2);
  expect(fit.constant).toBeCloseTo(5, 2);
  expect(fit.xx).toBeCloseTo(2.4 ** 2 * cos ** 2 + 1.3 ** 2 * sin ** 2, 4);
  expect(fit.yy).toBeCloseTo(2.4 ** 2 * sin ** 2 + 1.3 ** 2 * cos ** 2, 4);
  expect(fit.xy).toBeCloseTo((2.4 ** 2 - 1.3 ** 2) * sin * cos, 4);
});

test("nothing but a constant is no Gaussian", () => {
  expect(fitGaussian(new Float64Array(289), 17, { x: 8, y: 8, sigmaA: 2, sigmaB: 2, theta: 0 })).toBeNull();
});

test("half of a Gaussian's light is within 1.1774 sigma, a pixel's within half a pixel", () => {
  const star = sky(41, [{ x: 20.2, y: 19.7, peak: 100 }], 2, 2, 0);
  expect(halfLightRadius(star, 41, 41, 20.2, 19.7, 12)).toBeCloseTo(1.1774 * 2, 1);
  const pixel = new Float32Array(41 * 41);
  pixel[20 * 41 + 20] = 100;
  expect(halfLightRadius(pixel, 41, 41, 20, 20, 6)).toBeLessThan(0.5);
  expect(halfLightRadius(new Float32Array(41 * 41), 41, 41, 20, 20, 6)).toBe(0);
});

test("stars give size and shape; saturated, crowded, border and single-pixel ones do not count", () => {
  const stars = [
    { x: 40, y: 40, peak: 1000 },
    { x: 80.4, y: 41.3, peak: 800 },
    { x: 60, y: 90, peak: 5000 },
    { x: 100, y: 100, peak: 900 },
    { x: 110, y: 100, peak: 900 },
    { x: 4, y: 60, peak: 900 },
  ];
  const data = sky(128, stars, 2.5, 1.5, 0.5);
  data[20 * 128 + 100] = 900;
  const sources = extractSources(data, 128, 128, 5);
  expect(sources.length).toBe(7);
  const found = measureStars(data, 128, 128, sources, 1, 6000);
  expect(found.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
    [40, 40],
    [80, 41],
  ]);
  const psf = summarizePsf(found)!;
  expect(psf.sigmaPx).toBeCloseTo(Math.sqrt(2.5 * 1.5), 3);
  expect(psf.fwhmPx).toBeCloseTo(2.35482 * Math.sqrt(2.5 * 1.5), 3);
  const ellipticity = (2.5 ** 2 - 1.5 ** 2) / (2.5 ** 2 + 1.5 ** 2);
  expect(psf.e1).toBeCloseTo(ellipticity * Math.cos(1), 3);
  expect(psf.e2).toBeCloseTo(ellipticity * Math.sin(1), 3);
  expect(psf.ellipticity).toBeCloseTo(ellipticity, 3);
  expect(summarizePsf([])).toBeNull();
});

test("linear systems: solved, or refused when not positive definite", () => {
  const right = Float64Array.of(1, 2);
  expect(solveSymmetric(Float64Array.of(4, 0, 2, 3), right, 2)).toBe(true);
  expect([...right].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([-0.125, 0.75]);
  expect(solveSymmetric(Float64Array.of(1, 0, 2, 1), Float64Array.of(1, 1), 2)).toBe(false);
});
