/** Two flats of a detector whose gains are known, from files to lines. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { card, fitsBytes, imageCards, int16Bytes } from "../../fixtures/fits-bytes.ts";
import { seededNormal } from "../../fixtures/seeded-noise.ts";
import { register } from "./gain.ts";

const folder = mkdtempSync(join(tmpdir(), "firstlook-gain-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

const [width, height, overscan] = [192, 128, 24];
const gains = [1.4, 2.1];
const [readNoise, electrons, bias] = [6, 15_000, 1200];

/** Photons with their noise, read noise and bias, in two amplifiers side by side. */
function writeFlat(name: string, seed: number): string {
  const normal = seededNormal(seed);
  const amplifiers = gains.map((gain, at) => {
    const pixels = Array.from({ length: (width + overscan) * height }, (_, pixel) => {
      const isLit = pixel % (width + overscan) < width;
      const light = isLit ? electrons + Math.sqrt(electrons) * normal() : 0;
      return Math.round(bias + (light + readNoise * normal()) / gain);
    });
    const place = `[${1 + at * width}:${(at + 1) * width},1:${height}]`;
    const sections = [card("DATASEC", `[1:${width},1:${height}]`), card("DETSEC", place), card("EXTNAME", `A${at}`)];
    return { cards: imageCards(1, 16, [width + overscan, height], sections), data: int16Bytes(pixels) };
  });
  const path = join(folder, name);
  writeFileSync(path, fitsBytes({ cards: imageCards(0, 8, []) }, ...amplifiers));
  return path;
}

async function run(...words: string[]) {
  let out = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const program = new Command("firstlook");
  register(program);
  await program.parseAsync(["gain", ...words], { from: "user" });
  vi.restoreAllMocks();
  return { out, code: process.exitCode };
}

test("each amplifier's gain is within three errors of the truth", async () => {
  const flats = [writeFlat("one.fits", 1), writeFlat("two.fits", 2)] as const;
  const { out, code } = await run(...flats, "--json");
  const lines = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ amp }) => amp)).toEqual(["A0", "A1"]);
  for (const [at, { gain, error, levelAdu, patches }] of lines.entries()) {
    expect(error / gain).toBeLessThan(0.03);
    expect(Math.abs(gain - gains[at]!)).toBeLessThan(3 * error);
    expect(Math.abs((levelAdu * gains[at]!) / electrons - 1)).toBeLessThan(0.01);
    expect(patches).toBe(6);
  }
  expect(code).toBe(0);
  expect((await run(...flats)).out).toMatch(/^A0 +1\.\d{4} ± 0\.\d{4} e⁻\/ADU {2}\(6 patches at \d+ ADU\)\nA1 +2\./);
});

test("flats of two detectors are told apart", async () => {
  const small = join(folder, "small.fits");
  writeFileSync(small, fitsBytes({ cards: imageCards(0, 16, [2, 2]), data: int16Bytes([1, 2, 3, 4]) }));
  await expect(run(writeFlat("one.fits", 1), small)).rejects.toThrow(/not of one detector: 2 and 1 amplifiers/);
});
