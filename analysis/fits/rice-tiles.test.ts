/** The Rice kernel against its plain twin, on good codes and on damaged ones. */
import { describe, expect, test } from "vitest";
import { seededUniform } from "../../fixtures/seeded-noise.ts";
import { kernels } from "../kernels/kernels.ts";
import { decodeRice, type RiceBytePix } from "./rice.ts";
import { decodeRiceTiles } from "./rice-tiles.ts";

const uniform = seededUniform(11);
const randomBytes = (length: number) => new Uint8Array(length).map(() => 256 * uniform());

/** Blocks of every level, with runs of zeros as long as they are given. */
function codesOf(count: number, blockSize: number, bytePix: RiceBytePix, longestRun: number): Uint8Array {
  const { levelBits, rawLevel } = {
    1: { levelBits: 3, rawLevel: 6 },
    2: { levelBits: 4, rawLevel: 14 },
    4: { levelBits: 5, rawLevel: 25 },
  }[bytePix];
  const bits: number[] = [];
  const put = (value: number, width: number) => {
    for (let bit = width - 1; bit >= 0; bit -= 1) bits.push(bit < 32 ? (value >>> bit) & 1 : 0);
  };
  put(uniform() * 2 ** 31, 8 * bytePix);
  for (let i = 0; i < count; i += blockSize) {
    const level = Math.floor((rawLevel + 2) * uniform()) - 1;
    put(level + 1, levelBits);
    for (let j = i; j < Math.min(count, i + blockSize) && level >= 0; j += 1) {
      if (level === rawLevel) {
        put(uniform() * 2 ** 32, 8 * bytePix);
      } else {
        put(1, 1 + Math.floor(longestRun * uniform() ** 4));
        put(uniform() * 2 ** 32, level);
      }
    }
  }
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, at) => {
    bytes[at >> 3] = (bytes[at >> 3] as number) | (bit << (7 - (at & 7)));
  });
  return bytes;
}

/** What the twin makes of a tile; null when it throws. */
function byTwin(codes: Uint8Array, count: number, blockSize: number, bytePix: RiceBytePix): number[] | null {
  const out = new Int32Array(count);
  try {
    decodeRice(codes, count, blockSize, bytePix, out);
    return [...out];
  } catch {
    return null;
  }
}

describe.skipIf(kernels === null)("kernel and twin", () => {
  test.each([1, 2, 4] as const)("good codes of %i-byte pixels are the same integers", (bytePix) => {
    for (const [blockSize, longestRun] of [
      [32, 12],
      [16, 300],
      [7, 60],
      [64, 2000],
    ] as const) {
      const [tilePixels, tiles, rest] = [211, 9, 50];
      const count = (tile: number) => (tile === tiles - 1 ? rest : tilePixels);
      const packed = Array.from({ length: tiles }, (_, tile) => codesOf(count(tile), blockSize, bytePix, longestRun));
      const out = new Int32Array(tilePixels * (tiles - 1) + rest);
      expect(decodeRiceTiles((tile) => packed[tile]!, 0, tiles, tilePixels, { blockSize, bytePix }, out)).toBe(tiles);
      expect([...out]).toEqual(packed.flatMap((codes, tile) => byTwin(codes, count(tile), blockSize, bytePix)));
    }
  });

  test("what the kernel takes of random and of cut codes, the twin reads alike", () => {
    let taken = 0;
    for (let round = 0; round < 3000; round += 1) {
      const bytePix = ([1, 2, 4] as const)[round % 3]!;
      const good = codesOf(100, 32, bytePix, 40);
      const codes = round % 2 === 0 ? randomBytes(1 + 200 * uniform()) : good.slice(0, 1 + good.length * uniform());
      const out = new Int32Array(100);
      const done = decodeRiceTiles(() => codes, 0, 1, 100, { blockSize: 32, bytePix }, out);
      taken += done;
      if (done === 1) expect([...out]).toEqual(byTwin(codes, 100, 32, bytePix));
    }
    expect(taken).toBeGreaterThan(100);
  });

  test("it stops at the first tile that is not coded or damaged and leaves the ones before it done", () => {
    const good = codesOf(64, 32, 2, 5);
    const packed = [good, good, new Uint8Array(0), good];
    const out = new Int32Array(256);
    const form = { blockSize: 32, bytePix: 2 } as const;
    expect(decodeRiceTiles((tile) => packed[tile]!, 0, 4, 64, form, out)).toBe(2);
    expect(decodeRiceTiles((tile) => packed[tile]!, 3, 4, 64, form, out)).toBe(1);
    packed[1] = good.slice(0, 5);
    expect(decodeRiceTiles((tile) => packed[tile]!, 0, 4, 64, form, out.fill(0))).toBe(1);
    expect([...out.subarray(0, 64)]).toEqual(byTwin(good, 64, 32, 2));
  });
});
