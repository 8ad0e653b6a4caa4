/** Overscan medians and placed pixels: the kernels against their plain twins, to the last bit. */
import { describe, expect, test } from "vitest";
import { firstDifference } from "../../fixtures/first-difference.ts";
import { seededNormal } from "../../fixtures/seeded-noise.ts";
import { kernels } from "../kernels/kernels.ts";
import { amplifierPixels } from "./amplifier-pixels.ts";
import { rowBias } from "./overscan.ts";
import { placeAmplifier } from "./place-amplifier.ts";

const size = { width: 61, height: 300 };
const normal = seededNormal(5);
const counts = Int32Array.from({ length: size.width * size.height }, (_, i) =>
  i % 401 === 0 ? (i % 2 === 0 ? 2 ** 31 - 1 : -(2 ** 31)) : Math.round(20_000 + 3000 * normal()),
);
const image = amplifierPixels(size, counts, { scale: 1, zero: 0, blank: null });
const section = (x0: number, y0: number, width: number, height: number) => ({
  x0,
  y0,
  width,
  height,
  flipX: false,
  flipY: false,
});

test("only plain 32-bit integers stay whole", () => {
  expect(image.whole).toBe(counts);
  expect(amplifierPixels(size, counts, { scale: 1, zero: 32768, blank: null }).whole).toBeNull();
  expect(amplifierPixels(size, counts, { scale: 1, zero: 0, blank: 5 }).whole).toBeNull();
  expect(amplifierPixels(size, new Int16Array(4), { scale: 1, zero: 0, blank: null }).whole).toBeNull();
});

describe.skipIf(kernels === null)("kernel and twin", () => {
  test.each([1, 2, 3, 8, 13])("medians of an overscan of %i columns", (width) => {
    for (const overscan of [section(40, 0, width, 300), section(47, 17, width, 200)]) {
      expect(rowBias(image, overscan)).toEqual(rowBias(image, overscan, null));
    }
  });

  test.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])("pixels placed with flipX %s and flipY %s", (flipX, flipY) => {
    for (const width of [40, 37, 2]) {
      const placement = { section: section(5, 9, width, 280), flipX, flipY, left: 3, bottom: 2, stride: 50 };
      const bias = Float32Array.from(counts.subarray(0, 300), (level) => level / 3);
      const [one, other] = [new Float32Array(50 * 290).fill(-1), new Float32Array(50 * 290).fill(-1)];
      for (const saturation of [23_000, 23_000.7, Number.POSITIVE_INFINITY]) {
        const counted = placeAmplifier(image, placement, bias, saturation, one);
        expect(counted).toBe(placeAmplifier(image, placement, bias, saturation, other, null));
        expect(firstDifference(one, other)).toBe(-1);
      }
    }
  });
});
