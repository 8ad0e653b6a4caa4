/** The filter's kernel against its plain twin, to the last bit. */
import { describe, expect, test } from "vitest";
import { firstDifference } from "../../fixtures/first-difference.ts";
import { seededNormal } from "../../fixtures/seeded-noise.ts";
import { kernels } from "../kernels/kernels.ts";
import { rowFilter } from "./row-filter.ts";

describe.skipIf(kernels === null)("kernel and twin", () => {
  test.each([
    [1, 1],
    [3, 2],
    [4, 9],
    [31, 20],
    [32, 20],
    [33, 20],
    [101, 50],
    [300, 200],
    [2049, 12],
    [4200, 9],
  ])("%i × %i pixels", (width, height) => {
    const normal = seededNormal(width);
    const data = new Float32Array(width * height).map((_, i) => (i % 37 === 5 ? Number.NaN : 10 * normal() ** 3));
    for (const level of [-1e9, 1e-3, 5, 60, 700, 1e9]) {
      const one = rowFilter(data, width, height, level);
      const other = rowFilter(data, width, height, level, null);
      for (let y = 0; y < height; y += 1) {
        const any = other.next();
        if (any) {
          expect(one.next()).toBe(true);
          const marked = (smoothed: Float32Array) => smoothed.filter((_, x) => (other.bits[x >> 5]! >>> (x & 31)) & 1);
          expect(firstDifference(marked(one.smoothed), marked(other.smoothed))).toBe(-1);
          expect([...one.bits]).toEqual([...other.bits]);
        } else if (one.next()) {
          // The kernel may take light behind the last column for a hit; it must not tell of any.
          expect([...one.bits].every((word) => word === 0)).toBe(true);
        }
      }
    }
  });
});
