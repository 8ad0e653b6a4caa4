/** How much work a quadrant's bit planes may make: it is measured in groups looked at, not in time. */
import { expect, test } from "vitest";
import { seededUniform } from "../../fixtures/seeded-noise.ts";
import { FitsError } from "./fits-error.ts";
import { readPlanes } from "./hcompress-planes.ts";

const side = 2048;
const quadrant = { start: 0, stride: side, rows: side, columns: side };
const readerOf = (bytes: Uint8Array) => ({ bytes, at: 0, buffer: 0, held: 0 });

function packBits(put: (add: (value: number, width: number) => void) => void): Uint8Array {
  const bits: number[] = [];
  put((value, width) => {
    for (let bit = width - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1);
  });
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, at) => {
    bytes[at >> 3] = bytes[at >> 3]! | (bit << (7 - (at & 7)));
  });
  return bytes;
}

test("one pixel in each of 52 planes of four million is found without looking at the others", () => {
  // Nybble 15 begins a quadtree; the code 011 is the nybble 8: only the first of four quarters holds a bit.
  const levels = 11;
  const codes = packBits((add) => {
    for (let plane = 0; plane < 52; plane += 1) {
      add(15, 4);
      for (let level = 0; level < levels; level += 1) add(3, 3);
    }
  });
  const out = new Float64Array(side * side);
  expect(readPlanes(readerOf(codes), out, quadrant, 52)).toBe(52 * levels);
  expect(out[0]).toBe(2 ** 52 - 1);
  expect(out.reduce((most, value, at) => (at > 0 ? Math.max(most, value) : most), 0)).toBe(0);
});

test("whatever the codes are, no more groups are looked at than there are codes of three bits", () => {
  const uniform = seededUniform(6);
  const out = new Float64Array(side * side);
  let inAll = 0;
  for (let round = 0; round < 200; round += 1) {
    // Every other stream begins as a quadtree.
    const bytes = new Uint8Array(1 + 4000 * uniform()).map((_, at) =>
      at === 0 && round % 2 === 0 ? 0xff : 256 * uniform(),
    );
    const reader = readerOf(bytes);
    let looked = 0;
    try {
      while (reader.at < bytes.length) looked += readPlanes(reader, out, quadrant, 1);
    } catch (error) {
      expect(error).toBeInstanceOf(FitsError);
    }
    inAll += looked;
    expect(3 * looked).toBeLessThanOrEqual(8 * bytes.length);
  }
  expect(inAll).toBeGreaterThan(100);
});
