import fc from "fast-check";
import { expect, test } from "vitest";
import { int16Bytes } from "../../fixtures/fits-bytes.ts";
import { FitsError } from "./fits-error.ts";
import { decodePlio } from "./plio.ts";

/** A line list with the new header of seven words. */
function lineList(...instructions: number[]): Uint8Array {
  const length = 7 + instructions.length;
  return int16Bytes([0, 7, -100, length & 0x7fff, length >> 15, 0, 0, ...instructions]);
}

function decode(list: Uint8Array, count: number): number[] {
  const out = new Int32Array(count).fill(-1);
  decodePlio(list, count, out);
  return [...out];
}

test.each([
  ["zeros, then a run of the first value, 1", [0x0003, 0x4002], [0, 0, 0, 1, 1]],
  ["a run of zeros that ends with the value", [0x5003, 0x4002], [0, 0, 1, 1, 1]],
  ["a value set in two words", [0x1005, 0x0002, 0x4005], Array(5).fill(2 * 4096 + 5)],
  ["raised and lowered without a pixel", [0x2004, 0x4002, 0x3003, 0x4003], [5, 5, 2, 2, 2]],
  ["raised and lowered with one pixel each", [0x6004, 0x7001, 0x4003], [5, 4, 4, 4, 4]],
  ["what the list does not reach is zero", [0x4002], [1, 1, 0, 0, 0]],
  ["what goes beyond the tile is cut", [0x4001, 0x5fff], [1, 0, 0, 0, 0]],
])("%s", (_, instructions, pixels) => {
  expect(decode(lineList(...instructions), 5)).toEqual(pixels);
});

test("the old header has three words", () => {
  expect(decode(int16Bytes([0, 0, 5, 0x0001, 0x4002]), 3)).toEqual([0, 1, 1]);
});

test.each([
  ["no header", int16Bytes([0, 7]), /no header/],
  ["a length beyond the bytes", int16Bytes([0, 7, -100, 99, 0, 0, 0]), /99 words/],
  ["an unknown instruction", lineList(-1), /no instruction/],
  ["half an instruction", lineList(0x1005), /inside an instruction/],
])("%s is an error", (_, list, message) => {
  expect(() => decode(list, 5)).toThrow(message);
});

test("whatever the words are, the pixels are all written or a FitsError is thrown", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -0x8000, max: 0x7fff }), { maxLength: 60 }), (words) => {
      const out = new Int32Array(500);
      try {
        decodePlio(lineList(...words), 500, out);
      } catch (error) {
        expect(error).toBeInstanceOf(FitsError);
      }
    }),
    { seed: 3, numRuns: 500 },
  );
});
