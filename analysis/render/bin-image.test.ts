/** Binning by the kernel against its plain twin, to the last bit, and against means made by hand. */
import { expect, test } from "vitest";
import { firstDifference } from "../../fixtures/first-difference.ts";
import { seededNormal } from "../../fixtures/seeded-noise.ts";
import { binImage } from "./bin-image.ts";

test.each([
  [100, 60, 100],
  [100, 61, 50],
  [101, 59, 34],
  [120, 80, 30],
  [123, 82, 31],
  [7, 300, 3],
])("%i × %i pixels to at most %i", (width, height, maxSidePx) => {
  const normal = seededNormal(8);
  const smooth = new Float32Array(width * height).map(() => 1000 + 1e4 * normal() ** 3);
  const holed = smooth.map((value, i) => (i % 91 === 3 || (i > 2000 && i < 3000) ? Number.NaN : value));
  for (const data of [smooth, holed]) {
    const one = binImage(data, width, height, maxSidePx);
    const other = binImage(data, width, height, maxSidePx, null);
    expect([one.width, one.height, one.factor]).toEqual([other.width, other.height, other.factor]);
    expect(firstDifference(one.data, other.data)).toBe(-1);
  }
});

test("blocks hold means, cut ones too, and NaN where no pixel has a value", () => {
  const data = Float32Array.of(1, 2, 3, 4, 5, 6, 7, Number.NaN, Number.NaN);
  expect([...binImage(data, 3, 3, 2).data]).toEqual([3, 4.5, 7, Number.NaN]);
});
