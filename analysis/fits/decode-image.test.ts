import { expect, test } from "vitest";
import { card, fitsBytes, imageCards, int16Bytes } from "../../fixtures/fits-bytes.ts";
import { decodeImage } from "./decode-image.ts";
import { FitsError } from "./fits-error.ts";
import { readHdus } from "./read-hdus.ts";
import { bytesSource } from "./source.ts";

function decode(bytes: Uint8Array, index = 0) {
  const source = bytesSource(bytes);
  const hdu = readHdus(source)[index];
  if (!hdu) throw new Error("no such HDU");
  return decodeImage(source, hdu);
}

function written(count: number, width: number, put: (view: DataView, at: number, i: number) => void): Uint8Array {
  const bytes = new Uint8Array(count * width);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < count; i += 1) put(view, i * width, i);
  return bytes;
}

const values = [0, 1, 100, 127, 5, 6];

test.each([
  [8, written(6, 1, (view, at, i) => view.setUint8(at, values[i] as number))],
  [16, written(6, 2, (view, at, i) => view.setInt16(at, values[i] as number))],
  [32, written(6, 4, (view, at, i) => view.setInt32(at, values[i] as number))],
  [64, written(6, 8, (view, at, i) => view.setBigInt64(at, BigInt(values[i] as number)))],
  [-32, written(6, 4, (view, at, i) => view.setFloat32(at, values[i] as number))],
  [-64, written(6, 8, (view, at, i) => view.setFloat64(at, values[i] as number))],
])("BITPIX %i", (bitpix, data) => {
  const image = decode(fitsBytes({ cards: imageCards(0, bitpix, [3, 2]), data }));
  expect([image.width, image.height, [...image.data]]).toEqual([3, 2, values]);
});

test("unsigned 16-bit integers are signed ones with BZERO 32768", () => {
  const cards = imageCards(0, 16, [3, 1], [card("BZERO", 32768), card("BSCALE", 1)]);
  const image = decode(fitsBytes({ cards, data: int16Bytes([-32768, 0, 32767]) }));
  expect([...image.data]).toEqual([0, 32768, 65535]);
  expect([...image.stored]).toEqual([-32768, 0, 32767]);
});

test("BSCALE and BZERO scale, BLANK becomes NaN", () => {
  const cards = imageCards(0, 16, [4, 1], [card("BSCALE", 0.5), card("BZERO", 10), card("BLANK", -999)]);
  const image = decode(fitsBytes({ cards, data: int16Bytes([2, -999, 0, -4]) }));
  expect([...image.data]).toEqual([11, Number.NaN, 10, 8]);
});

test("NaN in floats stays NaN", () => {
  const data = written(2, 4, (view, at, i) => view.setFloat32(at, i === 0 ? Number.NaN : 1.5));
  expect([...decode(fitsBytes({ cards: imageCards(0, -32, [2, 1]), data })).data]).toEqual([Number.NaN, 1.5]);
});

test("axes of length 1 are no hindrance, a cube is", () => {
  const data = int16Bytes([1, 2, 3, 4]);
  expect(decode(fitsBytes({ cards: imageCards(0, 16, [2, 2, 1]), data })).height).toBe(2);
  expect(() => decode(fitsBytes({ cards: imageCards(0, 16, [2, 1, 2]), data }))).toThrow(/2 × 1 × 2/);
});

test("missing bytes are told with their number", () => {
  const bytes = fitsBytes({ cards: imageCards(0, 16, [100, 100]), data: new Uint8Array(20_000) });
  expect(() => decode(bytes.slice(0, 10_000))).toThrow(/12880 bytes too early/);
});

test("an image larger than any detector is unsupported, not an attempt to allocate", () => {
  const cards = imageCards(0, 8, []).map((line) => (line.startsWith("NAXIS ") ? card("NAXIS", 0) : line));
  const table = [
    card("XTENSION", "BINTABLE"),
    card("BITPIX", 8),
    card("NAXIS", 2),
    card("NAXIS1", 8),
    card("NAXIS2", 1),
    card("PCOUNT", 0),
    card("GCOUNT", 1),
    card("TFIELDS", 1),
    card("TFORM1", "1PB"),
    card("TTYPE1", "COMPRESSED_DATA"),
    card("ZIMAGE", true),
    card("ZCMPTYPE", "RICE_1"),
    card("ZBITPIX", 32),
    card("ZNAXIS", 2),
    card("ZNAXIS1", 1_000_000),
    card("ZNAXIS2", 1_000_000),
  ];
  const bytes = fitsBytes({ cards }, { cards: table, data: new Uint8Array(8) });
  const error = (() => {
    try {
      decode(bytes, 1);
    } catch (caught) {
      return caught;
    }
    return null;
  })();
  expect(error).toBeInstanceOf(FitsError);
  expect(error).toMatchObject({ code: "unsupported", hdu: 1 });
});
