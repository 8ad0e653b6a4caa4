import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { card, int16Bytes, tiledImage } from "../../fixtures/fits-bytes.ts";
import { decodeStored } from "./decode-image.ts";
import { FitsError } from "./fits-error.ts";
import { readHdus } from "./read-hdus.ts";
import { bytesSource } from "./source.ts";

const asked: number[] = [];

function gunzip(bytes: Uint8Array, maxBytes: number): Uint8Array {
  asked.push(maxBytes);
  return new Uint8Array(bytes.length);
}

function decode(file: Uint8Array): unknown {
  const source = bytesSource(file);
  const hdu = readHdus(source)[1]!;
  try {
    return decodeStored(source, hdu, { gunzip }).length;
  } catch (error) {
    if (!(error instanceof FitsError)) throw error;
    expect([error.hdu, typeof error.offset]).toEqual([1, "number"]);
    return `${error.code}: ${error.message}`;
  }
}

const oneTile = (codec: string, width: number, height: number) => ({
  ZCMPTYPE: codec,
  ZBITPIX: 32,
  ZNAXIS: 2,
  ZNAXIS1: width,
  ZNAXIS2: height,
  ZTILE1: width,
  ZTILE2: height,
});
const emptyList = int16Bytes([0, 7, -100, 7, 0, 0, 0]);

test("an image is refused when its bytes cannot hold it, before its pixels are allocated", () => {
  const bytesBefore = process.memoryUsage().arrayBuffers;
  const kilobyte = new Uint8Array(1000);
  expect(decode(tiledImage(oneTile("RICE_1", 2 ** 13, 2 ** 13), [kilobyte]))).toMatch(
    /^truncated: .*1000 bytes of tiles/,
  );
  expect(decode(tiledImage(oneTile("GZIP_1", 2 ** 12, 2 ** 12), [kilobyte]))).toMatch(/^truncated: .*cannot hold/);
  expect(decode(tiledImage(oneTile("NOCOMPRESS", 100, 100), [kilobyte]))).toMatch(/^truncated: .*cannot hold/);
  const manyPixels = { ...oneTile("PLIO_1", 2 ** 12, 2 ** 12 + 1) };
  expect(decode(tiledImage(manyPixels, [emptyList], { elementCode: "I" }))).toMatch(/^truncated: .*cannot hold/);
  expect(process.memoryUsage().arrayBuffers - bytesBefore).toBeLessThan(2 ** 24);
});

test("a mask of one value may be small, up to 2²⁴ pixels", () => {
  expect(decode(tiledImage(oneTile("PLIO_1", 2 ** 10, 2 ** 10), [emptyList], { elementCode: "I" }))).toBe(2 ** 20);
});

test("a tile is not larger than the scratch space that it may have", () => {
  expect(decode(tiledImage(oneTile("HCOMPRESS_1", 2 ** 13, 2 ** 13), [emptyList]))).toMatch(/^unsupported: .*67108864/);
  expect(decode(tiledImage(oneTile("GZIP_1", 2 ** 14, 2 ** 14), [emptyList]))).toMatch(/^unsupported: .*268435456/);
});

test("more axes than anyone compresses are not walked through for every pixel", () => {
  const axes = Array.from({ length: 7 }, (_, i) => [`ZNAXIS${i + 1}`, 1] as const);
  const words = { ZCMPTYPE: "PLIO_1", ZBITPIX: 32, ZNAXIS: 7, ...Object.fromEntries(axes) };
  expect(decode(tiledImage(words, [emptyList], { elementCode: "I" }))).toMatch(/^unsupported: .*7 axes/);
});

test("tiles that share the same bytes do not multiply the work", () => {
  const rows = Array.from({ length: 200 }, () => new Uint8Array(0));
  const file = tiledImage({ ...oneTile("GZIP_1", 4, 200), ZTILE2: 1 }, [
    ...rows.slice(1),
    gzipSync(new Uint8Array(9000)),
  ]);
  const heapBytes = new DataView(file.buffer).getInt32(2 * 2880 + 199 * 8);
  for (let row = 0; row < 200; row += 1) new DataView(file.buffer).setInt32(2 * 2880 + row * 8, heapBytes);
  expect(decode(file)).toMatch(/^bad-header: .*its tiles point to/);
});

test("a gzip tile may unpack to its pixels as 32-bit integers and no further", () => {
  asked.length = 0;
  decode(tiledImage({ ...oneTile("GZIP_1", 10, 5), ZBITPIX: 16 }, [new Uint8Array(100)]));
  expect(asked).toEqual([10 * 5 * 4]);
});

test.each([
  ["a heap before the table's end", [card("THEAP", 4)], /^bad-header: .*heap begins at 4/],
  ["a heap beyond the data", [card("THEAP", 5000)], /^truncated: .*outside the data/],
  [
    "a Rice block without end",
    [card("ZNAME1", "BLOCKSIZE"), card("ZVAL1", 1e9)],
    /^bad-header: .*BLOCKSIZE 1000000000/,
  ],
])("%s is told", (_, more, message) => {
  const words = { ...oneTile("RICE_1", 4, 1) };
  expect(decode(tiledImage(words, [Uint8Array.of(0, 0, 0, 1, 0, 0)], { more }))).toMatch(message);
});

/** The file with another value in one of the cards of its second HDU. */
function withWord(file: Uint8Array, word: string, value: number): Uint8Array {
  const text = Buffer.from(file).toString("latin1");
  return new Uint8Array(
    Buffer.from(text.replace(new RegExp(`${word.padEnd(8)}= .{70}`), card(word, value).padEnd(80)), "latin1"),
  );
}

test.each([
  ["PCOUNT", 0, /^truncated: .*outside the data/],
  ["PCOUNT", 2 ** 40, /^truncated: .*bytes too early/],
  ["PCOUNT", -1, /PCOUNT is -1/],
  ["GCOUNT", 0, /^bad-header: .*1 rows of 8 bytes/],
  ["NAXIS2", 2 ** 45, /^truncated: .*bytes too early/],
  ["TFIELDS", 5, /TFORM2 is ""/],
  ["ZTILE1", 0, /ZTILE1 is 0/],
  ["ZNAXIS1", -4, /ZNAXIS1 is -4/],
  ["ZBITPIX", 12, /ZBITPIX is 12/],
])("%s %d is told", (word, value, message) => {
  const file = withWord(tiledImage(oneTile("RICE_1", 4, 1), [new Uint8Array(20)]), word, value);
  expect(file).toHaveLength(3 * 2880);
  const outcome = (): unknown => {
    try {
      return decode(file);
    } catch (error) {
      return error instanceof FitsError ? error.message : error;
    }
  };
  expect(outcome()).toMatch(message);
});
