import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { gunzipTile, unpack } from "./unpack.ts";

const plain = new Uint8Array(200_000).map((_, i) => (i * 31) >> 3);

test("what is no gzip comes back itself, what is comes back unpacked", () => {
  expect(unpack(plain)).toBe(plain);
  expect(Buffer.compare(unpack(gzipSync(plain)), plain)).toBe(0);
});

test("an archive of several members is all of them, although its last length is that of one", () => {
  const both = Buffer.concat([gzipSync(plain), gzipSync(plain.subarray(0, 10))]);
  expect(gunzipSync(both)).toHaveLength(200_010);
  expect(unpack(both)).toHaveLength(200_010);
});

test("a bomb is stopped at the limit, whatever length it claims", () => {
  const bomb = new Uint8Array(gzipSync(new Uint8Array(64 * 2 ** 20)));
  expect(bomb.length).toBeLessThan(70_000);
  expect(() => unpack(bomb, 2 ** 20)).toThrow(/more than 1048576 bytes/);
  bomb.fill(0, bomb.length - 4);
  expect(() => unpack(bomb, 2 ** 20)).toThrow(/more than 1048576 bytes/);
  expect(() => gunzipTile(bomb, 1000)).toThrow();
});

test.each([
  ["cut", (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 9), /ends too early/],
  ["cut to its mark", (bytes: Uint8Array) => bytes.subarray(0, 2), /ends too early/],
  ["damaged", (bytes: Uint8Array) => bytes.with(40, 0xff).with(41, 0xff), /is damaged/],
])("an archive that is %s is told", (_, damage, message) => {
  expect(() => unpack(damage(new Uint8Array(gzipSync(plain))))).toThrow(message);
});
