import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FitsError } from "./fits-error.ts";
import { decodeHcompress } from "./hcompress.ts";

/**
 * One noisy blob of 23 × 17 pixels of 16 bits, packed by astropy 5.2 (cfitsio's encoder) with these settings, and the
 * SHA-256 of the big-endian pixels that funpack makes of it.
 */
const packed = [
  {
    what: "without loss",
    smooth: false,
    sha256: "0e445f08d69b5f6df19748ab574b3f0b7e8d37a740a7e64c383cae930db99bbb",
    codes:
      "3ZkAAAARAAAAFwAAAAD////////uAAsIBvduyN+8dv9q+tL/2/77W+tNXdkQRH2/8rMqTNSZYNWgc4QQkaYQwACAnwTAzACABFO/C5o1CzjCDmHRAIDEAAVDQo7waKbRCHwDIcRExABJXRACv+bUHfAKkxRIwEAABxQAIJATr0qUBqHERAj8aItdltVLB/73DSfvP8iE1Q3JHZ+3nvGIs50/vuaoFgAADJVCB62sJTSAISEAAAv1IEjxwXXlAqKvyDEAAC9EqAxiSpn+MJELdBAiEgAdWsJTxKpGk2oG66MiEwP+97ILT95U1OuRG8gfbzuLN0DJAozILP3WTvBWN3xog3vz0gHVfKqpUghWvKfwqYwNKJ0M/WIJE0Ft68CBkTtIXwvvb8evHaXH/3sofZzr3uXVh8PB2iGZUrAI0QAczDDACmQCLolAmYFIwxRaR+AAb+sh77/AbONAs2+EGQ77GJT9VLT4GlFJQJnDnGeHAjw+BmD/4cH8A4PgTh/9xH//jkaAIfgCY/AXB5AeC6CaTP8eF/+en/rjgA==",
  },
  {
    what: "with loss",
    smooth: false,
    sha256: "4234ae0f0fa2c44619f2cd164ca1ec87c82da4601105d5dc8a761d878c7d0b04",
    codes:
      "3ZkAAAARAAAAFwAAAB7/////////ZgYDAff7dojfvHdY0yOtL/2/77Xv2qTu+kNb/9v+8r2Wrk87KAJ5ACZO4EEPgQsAgbILgQAJgA0PUl8PxcbA5/cJxhABAB7y7Ic0gfeb9ENPUjuubAROwCUwkC84yDH9giECEj3lSQ0R/PvOz/L30EUYgA3lCt6egBBSINBmBfusf4d8ngc0WQCZ6znpnB4zh/OHgcHwGHvw/5cADQAAL/P9f4A=",
  },
  {
    what: "with loss, smoothed",
    smooth: true,
    sha256: "1a59e9c93c8f2b18f91ba49c7ddf1813861e4a12ae5d949260d0f2fafc2b80b1",
    codes:
      "3ZkAAAARAAAAFwAAABr/////////TwcDAfba9/t/2CI+3j2e4000RTUf+3/cV7TRCdRFT/7eW8Of2k3qdw6B4ALKSgtS0os4QYKQ3AwAzABUmXJncABUB6JWJvCMAAD3l2YqaQI953Ihpr+ed14gFDwBkz1AfgtBDa4AmQEB7ypIdmK39nBnO7T3BAc2ogE3uKxn3hGBRAeXGCQBAkAEjggBLmAaBg4Ak5M7EcPhmH+YfA4fAw/+P+CAwAgGAGv/h/+/gA==",
  },
  {
    what: "with much loss, smoothed",
    smooth: true,
    sha256: "81aa2a98f9bb904a28aa3e80050fef5caf79b288838c5b3c710fa72a1ecb8418",
    codes: "3ZkAAAARAAAAFwAAAS3/////////8QMBAPduyN+8edxpq0R1pf+3/eVNNEH18iIPsp/8ALJjFwPA",
  },
];
const pixels = 23 * 17;
const bytesOf = (codes: string) => new Uint8Array(Buffer.from(codes, "base64"));

test.each(packed)("the same pixels as funpack's: $what", ({ smooth, sha256, codes }) => {
  const out = new Int32Array(pixels);
  decodeHcompress(bytesOf(codes), pixels, smooth, out);
  const bigEndian = Buffer.alloc(pixels * 2);
  out.forEach((value, i) => {
    bigEndian.writeInt16BE(value, i * 2);
  });
  expect(createHash("sha256").update(bigEndian).digest("hex")).toBe(sha256);
});

test("a tile of one value is its sum and no bit plane", () => {
  const codes = new Uint8Array(26);
  const view = new DataView(codes.buffer);
  view.setUint16(0, 0xdd99);
  view.setInt32(2, 4);
  view.setInt32(6, 4);
  // The sum of a 4 × 4 tile stands for value × 2³: each level but the last halves.
  view.setBigInt64(14, 8n * 100n);
  const out = new Int32Array(16);
  decodeHcompress(codes, 16, false, out);
  expect([...out]).toEqual(Array(16).fill(100));
});

test.each([
  ["too short", (codes: Uint8Array) => codes.subarray(0, 20), /inside their header/],
  ["of another kind", (codes: Uint8Array) => codes.with(0, 0), /HCOMPRESS mark/],
  ["of other dimensions", (codes: Uint8Array) => codes.with(5, 18), /23 × 18 pixels, but the tile has 391/],
  ["of too many planes", (codes: Uint8Array) => codes.with(22, 200), /more bit planes/],
])("codes %s are told", (_, damage, message) => {
  const codes = damage(bytesOf(packed[0]!.codes));
  expect(() => decodeHcompress(codes, pixels, false, new Int32Array(pixels))).toThrow(message);
});

test("cut or changed anywhere, codes give pixels or a FitsError", () => {
  const whole = bytesOf(packed[0]!.codes);
  const change = fc.record({
    length: fc.integer({ min: 0, max: whole.length }),
    at: fc.nat(whole.length - 1),
    to: fc.integer({ min: 0, max: 255 }),
  });
  fc.assert(
    fc.property(change, ({ length, at, to }) => {
      try {
        decodeHcompress(whole.with(at, to).subarray(0, length), pixels, true, new Int32Array(pixels));
      } catch (error) {
        expect(error).toBeInstanceOf(FitsError);
      }
    }),
    { seed: 4, numRuns: 500 },
  );
});
