import { expect, test } from "vitest";
import { addressOf } from "./kernels.ts";
import { borrowIntegers, borrowPixels, returnPixels, withPixels } from "./pixel-pool.ts";

const size = 2 ** 18;

test("images lie in the kernels' memory while the work lasts, each in a place of its own", () => {
  expect(addressOf(borrowPixels(size))).toBeNull();
  withPixels(() => {
    const one = borrowPixels(size);
    const other = borrowIntegers(size);
    expect(addressOf(other)).toBeGreaterThanOrEqual((addressOf(one) ?? Number.NaN) + 4 * size);
    one.fill(1);
    other.fill(2);
    expect([one[0], one[size - 1], other[0]]).toEqual([1, 1, 2]);
  });
  expect(addressOf(borrowPixels(size))).toBeNull();
});

test("all are taken back at the end, however it ends; one given back before is lent again, once", () => {
  const places: (number | null)[] = [];
  for (let round = 0; round < 2; round += 1) {
    expect(() =>
      withPixels(() => {
        const image = borrowPixels(size);
        places.push(addressOf(image));
        returnPixels(image);
        returnPixels(image);
        expect(addressOf(borrowPixels(size + 1))).not.toBe(addressOf(image));
        expect(addressOf(borrowPixels(size))).toBe(addressOf(image));
        expect(addressOf(borrowPixels(size))).not.toBe(addressOf(image));
        throw new Error("a bad file");
      }),
    ).toThrow("a bad file");
  }
  expect(places[1]).toBe(places[0]);
});

test("an inner piece of work is part of the outer one", () => {
  withPixels(() => {
    const outer = withPixels(() => borrowPixels(size));
    expect(addressOf(borrowPixels(size))).not.toBe(addressOf(outer));
  });
});

test("where no room is left, images are ordinary arrays", () => {
  withPixels(() => {
    const images = Array.from({ length: 12 }, () => borrowPixels(2 ** 23));
    expect(images.every(({ length }) => length === 2 ** 23)).toBe(true);
    expect(addressOf(images[0]!)).not.toBeNull();
    expect(addressOf(images[11]!)).toBeNull();
    returnPixels(images[11]!);
  });
});
