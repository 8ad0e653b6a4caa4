import { expect, test } from "vitest";
import { FitsError } from "./fits-error.ts";
import { decodeRice } from "./rice.ts";

/** Writes bits, most significant first, and fills the last byte with zeros. */
function bits(text: string): Uint8Array {
  const clean = text.replace(/[^01]/g, "");
  const bytes = new Uint8Array(Math.ceil(clean.length / 8));
  for (let i = 0; i < clean.length; i += 1)
    if (clean[i] === "1") bytes[i >> 3] = (bytes[i >> 3] as number) | (0x80 >> (i & 7));
  return bytes;
}

function decode(codes: Uint8Array, count: number, bytePix: 1 | 2 | 4, blockSize = 32): number[] {
  const out = new Int32Array(count);
  decodeRice(codes, count, blockSize, bytePix, out);
  return [...out];
}

test("a block of no differences repeats the first value", () => {
  expect(decode(bits("00000000 00000111 0000"), 4, 2)).toEqual([7, 7, 7, 7]);
});

test("differences are folded, unary above the split level and plain below it", () => {
  // First value 100 in 16 bits; level 1 (coded as 2 in 4 bits); differences 0, +1, −1, +3 fold to 0, 2, 1, 6.
  const codes = bits("0000000001100100 0010  1 0  01 0  1 1  0001 0");
  expect(decode(codes, 4, 2)).toEqual([100, 101, 100, 103]);
});

test("a block that does not compress holds plain differences", () => {
  // Level code 7 of BYTEPIX 1 (3 bits) means raw: 8 bits a difference; 3 and −1 fold to 6 and 1.
  expect(decode(bits("00001010 111 00000110 00000001"), 2, 1)).toEqual([13, 12]);
  // 32 bits: −2147483648 folds to all ones; starting at −1 gives 2147483647.
  expect(decode(bits(`${"1".repeat(32)} 11010 ${"1".repeat(32)}`), 1, 4)).toEqual([2147483647]);
});

test("each block has a level of its own", () => {
  const codes = bits("00000001 000 001 1 01");
  expect(decode(codes, 4, 1, 2)).toEqual([1, 1, 1, 0]);
});

test("codes that end too early are an error, whatever they hold", () => {
  for (const length of [0, 1, 2, 3, 5]) {
    expect(() => decode(new Uint8Array(length), 10_000, 4)).toThrow(FitsError);
  }
  let seed = 1;
  for (let round = 0; round < 300; round += 1) {
    const codes = new Uint8Array(40);
    for (let i = 0; i < codes.length; i += 1) {
      seed = (Math.imul(seed, 1103515245) + 12345) | 0;
      codes[i] = seed >>> 20;
    }
    try {
      decode(codes, 5000, 2);
    } catch (error) {
      expect(error).toBeInstanceOf(FitsError);
    }
  }
});
