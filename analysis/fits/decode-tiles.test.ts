import { deflateSync, gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { int16Bytes, tiledImage } from "../../fixtures/fits-bytes.ts";
import { decodeImage } from "./decode-image.ts";
import { dequantize } from "./quantized.ts";
import { readHdus } from "./read-hdus.ts";
import { bytesSource } from "./source.ts";

function decode(bytes: Uint8Array, gunzip = (packed: Uint8Array) => new Uint8Array(gunzipSync(packed))) {
  const source = bytesSource(bytes);
  return [...decodeImage(source, readHdus(source)[1]!, { gunzip }).data];
}

const image = { ZCMPTYPE: "GZIP_1", ZBITPIX: 16, ZNAXIS: 2, ZNAXIS1: 3, ZNAXIS2: 2 };

test("gzip rows", () => {
  const rows = [int16Bytes([1, 2, 3]), int16Bytes([-4, 500, 6])].map((row) => gzipSync(row));
  expect(decode(tiledImage(image, rows))).toEqual([1, 2, 3, -4, 500, 6]);
});

test("GZIP_2 keeps the bytes of one place together", () => {
  const row = gzipSync(Uint8Array.of(0x01, 0x02, 0xff, 0x10, 0x20, 0xfe));
  expect(decode(tiledImage({ ...image, ZCMPTYPE: "GZIP_2", ZNAXIS2: 1 }, [row]))).toEqual([0x110, 0x220, -2]);
});

test("tiles that are blocks, cut at the image's edge", () => {
  const blocks = [[1, 2, 4, 5], [3, 6], [7, 8], [9]].map((block) => gzipSync(int16Bytes(block)));
  expect(decode(tiledImage({ ...image, ZNAXIS2: 3, ZTILE1: 2, ZTILE2: 2 }, blocks))).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9,
  ]);
});

test("tiles that were not compressed stand in a column of their own", () => {
  const rows = [int16Bytes([1, 2, 3]), int16Bytes([4, 5, 6])];
  expect(decode(tiledImage({ ...image, ZCMPTYPE: "RICE_1" }, rows, { column: "UNCOMPRESSED_DATA" }))).toEqual([
    1, 2, 3, 4, 5, 6,
  ]);
});

test.each([
  ["an unknown method", { ZCMPTYPE: "WAVELET_9" }, /WAVELET_9.*funpack/],
  ["too few rows", { ZNAXIS2: 3 }, /2 rows for 3 tiles/],
  ["an impossible Rice word", { ZCMPTYPE: "RICE_1", ZNAME1: "BYTEPIX", ZVAL1: 3 }, /BYTEPIX 3/],
])("%s is told", (_, words, message) => {
  const rows = [gzipSync(int16Bytes([1, 2, 3])), gzipSync(int16Bytes([4, 5, 6]))];
  expect(() => decode(tiledImage({ ...image, ...words }, rows))).toThrow(message);
});

test("damaged tiles are told with their number", () => {
  const good = gzipSync(int16Bytes([1, 2, 3]));
  expect(() => decode(tiledImage(image, [good, deflateSync("x")]))).toThrow(
    /tile 2 is no valid gzip data of its pixels/,
  );
  expect(() => decode(tiledImage(image, [good, gzipSync(int16Bytes([4]))]))).toThrow(/tile 2 holds too few pixels/);
  const outside = tiledImage(image, [good, good]);
  new DataView(outside.buffer).setInt32(2 * 2880 + 12, 1_000_000);
  expect(() => decode(outside)).toThrow(/row 2 of column COMPRESSED_DATA points to/);
});

test("quantised floats: plain, dithered, exact zero and NaN", () => {
  const codes = Int32Array.of(5, -2147483646, -2147483647);
  const how = { scale: 2, zero: 10, blank: -2147483647, ditherRow: 0 };
  const out = new Float64Array(3);
  dequantize(codes, 3, { ...how, dithering: "NO_DITHER" }, out);
  expect([out[0], out[2]]).toEqual([20, Number.NaN]);
  // The standard's random numbers start with 16807 / (2³¹ − 1) and 16807² mod (2³¹ − 1) / (2³¹ − 1).
  dequantize(Int32Array.of(5, 5), 2, { ...how, dithering: "SUBTRACTIVE_DITHER_1" }, out);
  expect(out[0]).toBeCloseTo((5 - 16807 / 2147483647 + 0.5) * 2 + 10, 6);
  expect(out[1]).toBeCloseTo((5 - 282475249 / 2147483647 + 0.5) * 2 + 10, 6);
  dequantize(codes, 3, { ...how, dithering: "SUBTRACTIVE_DITHER_2" }, out);
  expect([out[1], out[2]]).toEqual([0, Number.NaN]);
});
