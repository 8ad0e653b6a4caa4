import { expect, test } from "vitest";
import { borrowPixels, returnPixels } from "./pixel-pool.ts";

const size = 2 ** 18;

test("an image given back is lent again, once", () => {
  const image = borrowPixels(size);
  expect(image.length).toBe(size);
  returnPixels(image);
  returnPixels(image);
  expect(borrowPixels(size + 1)).not.toBe(image);
  expect(borrowPixels(size)).toBe(image);
  expect(borrowPixels(size)).not.toBe(image);
});

test("no more than two are kept, and neither small ones nor parts of others", () => {
  const images = [1, 2, 3].map((more) => new Float32Array(size + more));
  for (const image of images) returnPixels(image);
  expect(images.map((image) => borrowPixels(image.length) === image)).toEqual([false, true, true]);
  const small = new Float32Array(100);
  const part = new Float32Array(size + 10).subarray(10);
  returnPixels(small);
  returnPixels(part);
  expect([borrowPixels(100) === small, borrowPixels(size) === part]).toEqual([false, false]);
});
