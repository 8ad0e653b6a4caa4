import { expect, test } from "vitest";
import { drawStar, shapeOfStars } from "./draw-star.ts";

const width = 81;

function moments(image: Float64Array) {
  let [sum, sx, sy] = [0, 0, 0];
  image.forEach((light, at) => {
    sum += light;
    sx += light * (at % width);
    sy += light * Math.floor(at / width);
  });
  const [x, y] = [sx / sum, sy / sum];
  let [xx, yy, xy] = [0, 0, 0];
  image.forEach((light, at) => {
    const [dx, dy] = [(at % width) - x, Math.floor(at / width) - y];
    xx += (light * dx * dx) / sum;
    yy += (light * dy * dy) / sum;
    xy += (light * dx * dy) / sum;
  });
  return { sum, x, y, xx, yy, xy };
}

test.each([
  { fwhmPx: 2, e1: 0, e2: 0 },
  { fwhmPx: 3.3, e1: 0.1, e2: -0.05 },
  { fwhmPx: 6, e1: -0.3, e2: 0.35 },
])("a star of $fwhmPx px, e1 $e1, e2 $e2 is recorded with that flux, place, size and shape", (wanted) => {
  const image = new Float64Array(width * width);
  const star = { x: 40.3, y: 39.8, flux: 1000 };
  drawStar(image, width, star, shapeOfStars(wanted.fwhmPx, wanted.e1, wanted.e2), 1e-9);
  const { sum, x, y, xx, yy, xy } = moments(image);
  expect(sum / star.flux).toBeCloseTo(1, 3);
  expect(x).toBeCloseTo(star.x, 3);
  expect(y).toBeCloseTo(star.y, 3);
  expect((2.35482 * (xx * yy - xy * xy) ** 0.25) / wanted.fwhmPx).toBeCloseTo(1, 2);
  expect((xx - yy) / (xx + yy)).toBeCloseTo(wanted.e1, 2);
  expect((2 * xy) / (xx + yy)).toBeCloseTo(wanted.e2, 2);
});

/** The integral of a round Gaussian over a pixel is a product of error functions: erf(0.5/√2)² = 0.382924923². */
test("the light in the central pixel is that of the integral", () => {
  const image = new Float64Array(width * width);
  drawStar(image, width, { x: 40, y: 40, flux: 1 }, { xx: 1, yy: 1, xy: 0 }, 1e-9);
  expect(image[40 * width + 40]).toBeCloseTo(0.382924923 ** 2, 5);
});

test("a star beyond the edge adds only the light that falls inside", () => {
  const image = new Float64Array(width * width);
  drawStar(image, width, { x: -0.5, y: 40, flux: 100 }, { xx: 4, yy: 4, xy: 0 }, 1e-9);
  expect(image.reduce((sum, light) => sum + light, 0)).toBeCloseTo(50, 2);
  drawStar(image, width, { x: -200, y: 40, flux: 100 }, { xx: 4, yy: 4, xy: 0 }, 1e-9);
  expect(image.reduce((sum, light) => sum + light, 0)).toBeCloseTo(50, 2);
});
