import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeStored } from "#analysis/fits/decode-image.ts";
import { readHdus } from "#analysis/fits/read-hdus.ts";
import { bytesSource } from "#analysis/fits/source.ts";
import { randomFor } from "./random.ts";
import { riceEncode, riceMaxBytes } from "./rice-encode.ts";
import { joined, primaryWithoutData, riceImage } from "./write-fits.ts";

const random = randomFor("rice test");
const full = { 2: 65_536, 4: 4_294_967_296 } as const;
const range = (bytes: 2 | 4, pixel: (index: number) => number) => {
  const values = Array.from({ length: 100 * 7 }, (_, index) => pixel(index));
  return bytes === 2 ? Int16Array.from(values) : Int32Array.from(values);
};

const tiles = ([2, 4] as const).flatMap((bytes) => [
  { name: `${bytes} bytes, zero`, pixels: range(bytes, () => 0) },
  { name: `${bytes} bytes, constant negative`, pixels: range(bytes, () => -1234) },
  { name: `${bytes} bytes, small noise`, pixels: range(bytes, () => Math.round(1000 + 12 * random.normal())) },
  { name: `${bytes} bytes, negative noise`, pixels: range(bytes, () => Math.round(-900 + 300 * random.normal())) },
  {
    name: `${bytes} bytes, full range`,
    pixels: range(bytes, () => Math.floor((random.uniform() - 0.5) * full[bytes])),
  },
  { name: `${bytes} bytes, extremes`, pixels: range(bytes, (i) => (i % 2 ? full[bytes] / 2 - 1 : -full[bytes] / 2)) },
  { name: `${bytes} bytes, spikes`, pixels: range(bytes, (i) => (i % 37 ? i % 3 : full[bytes] / 2 - 1)) },
]);

function decoded(pixels: Int16Array | Int32Array, width: number): number[] {
  const source = bytesSource(joined([primaryWithoutData([]), riceImage(pixels, width, [])]));
  const hdu = readHdus(source)[1];
  if (!hdu) throw new Error("the written file has no extension");
  return Array.from(decodeStored(source, hdu), Number);
}

test.each(tiles)("round trip: $name", ({ pixels }) => {
  expect(decoded(pixels, 100)).toEqual([...pixels]);
});

test("round trip of any integers in rows of any length", () => {
  const any = fc.tuple(fc.integer({ min: 1, max: 70 }), fc.array(fc.integer(), { minLength: 1, maxLength: 70 }));
  fc.assert(
    fc.property(any, ([width, row]) => {
      const pixels = Int32Array.from({ length: width * 3 }, (_, index) => row[index % row.length] as number);
      expect(decoded(pixels, width)).toEqual([...pixels]);
    }),
    { seed: 1, numRuns: 200 },
  );
});

/** Worked out by hand from the standard: first value, then one block with parameter code 0 (no difference). */
test("a constant tile is its first value and an empty block", () => {
  expect([...riceEncode(Int16Array.from([5, 5, 5]))]).toEqual([0x00, 0x05, 0x00]);
  expect([...riceEncode(Int32Array.from([-1, -1]))]).toEqual([0xff, 0xff, 0xff, 0xff, 0x00]);
});

/** By hand: differences 0 1 −1 fold to 0 2 1; parameter 0, so code 0001 and unary 1, 001, 01: 0001 1001 0100 0000. */
test("small differences are written in unary", () => {
  expect([...riceEncode(Int16Array.from([0, 1, 0]))]).toEqual([0x00, 0x00, 0b00011001, 0b01000000]);
});

test("noise of the full range never takes more than the stated maximum", () => {
  for (const { pixels } of tiles) {
    const bytesPerPixel = pixels instanceof Int16Array ? 2 : 4;
    expect(riceEncode(pixels).length).toBeLessThanOrEqual(riceMaxBytes(pixels.length, bytesPerPixel));
  }
});
