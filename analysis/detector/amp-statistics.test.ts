/** By hand on small amplifiers; on real raws against numpy 2.4.6 and astropy 8.0.2 (`sigma_clipped_stats`, sigma 3). */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { card, fitsBytes, imageCards, int16Bytes } from "../../fixtures/fits-bytes.ts";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { readHdus } from "../fits/read-hdus.ts";
import { bytesSource } from "../fits/source.ts";
import { readDetectorImage } from "./detector-image.ts";
import type { AmplifierOptions } from "./known-amplifier.ts";

function ampsOf(bytes: Uint8Array, saturationAdu: number | null = null, more: Partial<AmplifierOptions> = {}) {
  const source = bytesSource(bytes);
  return readDetectorImage(source, readHdus(source), { saturationWords: [], saturationAdu, ...more }).amps ?? [];
}

/** 2 × 2 data pixels after one prescan column, then overscan columns. */
function amplifier(detsec: string, pixels: readonly number[], more: readonly string[] = []) {
  const cards = [card("DATASEC", "[2:3,1:2]"), card("DETSEC", detsec), card("BIASSEC", "[4:6,1:2]"), ...more];
  return { cards: imageCards(1, 16, [6, 2], cards), data: int16Bytes(pixels) };
}
const primary = { cards: imageCards(0, 8, []) };

test("levels, noise, saturation and gain of each amplifier", () => {
  const first = amplifier("[1:2,1:2]", [0, 11, 12, 10, 10, 13, 0, 23, 25, 20, 20, 17], [card("GAIN", 2)]);
  const second = amplifier("[3:4,1:2]", [0, 5, 6, 5, 5, 5, 0, 7, 8, 5, 5, 5], [card("GAIN", 0)]);
  const amps = ampsOf(fitsBytes(primary, first, second), 25);
  // 10 10 13 17 20 20: median 15, mean 15, variance (25 + 25 + 4 + 4 + 25 + 25) / 6; data 1 2 3 5.
  expect(amps[0]).toMatchObject({ name: "1", hdu: 1, overscanPixels: 6, overscanMedian: 15, dataPixels: 4 });
  expect(amps[0]!.overscanStd).toBeCloseTo(Math.sqrt(18), 12);
  expect(amps[0]).toMatchObject({ dataMedian: 2.5, saturatedPixels: 1, gain: 2 });
  expect(amps[1]).toMatchObject({ hdu: 2, overscanMedian: 5, overscanStd: 0, dataMedian: 1.5, gain: null });
  expect(ampsOf(fitsBytes(primary, first, second))[1]!.saturatedPixels).toBeNull();
});

test("the camera's gains are for headers that say none, or 0", () => {
  const pixels = [0, 11, 12, 10, 10, 13, 0, 23, 25, 20, 20, 17];
  const named = (name: string, detsec: string, gain?: number) =>
    amplifier(detsec, pixels, [card("EXTNAME", name), ...(gain === undefined ? [] : [card("GAIN", gain)])]);
  const amps = [
    named("A", "[1:2,1:2]", 2),
    named("B", "[3:4,1:2]", 0),
    named("C", "[5:6,1:2]"),
    named("D", "[7:8,1:2]"),
  ];
  const gains = ampsOf(fitsBytes(primary, ...amps), null, { ampGains: { A: 1.1, B: 1.2, C: 1.3 } }).map(
    ({ gain }) => gain,
  );
  expect(gains).toEqual([2, 1.2, 1.3, null]);
});

test("a camera's lists are in the order of the file, and of no file with another number of amplifiers", () => {
  const pixels = [0, 11, 12, 10, 10, 13, 0, 23, 25, 20, 20, 17];
  const file = fitsBytes(primary, amplifier("[1:2,1:2]", pixels, [card("GAIN", 2)]), amplifier("[3:4,1:2]", pixels));
  const amps = ampsOf(file, null, { ampGains: [1.1, 1.2], ampReadNoises: [5, 6] });
  expect(amps.map(({ gain, nominalReadNoise }) => [gain, nominalReadNoise])).toEqual([
    [2, 5],
    [1.2, 6],
  ]);
  expect(ampsOf(file, null, { ampGains: [1.1, 1.2, 1.3] }).map(({ gain }) => gain)).toEqual([2, null]);
});

test("saturation of the camera's data is counted as read, or from the bias where the camera says so", () => {
  // Data 11 12 23 25; the rows' medians 10 and 20, so the bias is 15.
  const pixels = [0, 11, 12, 10, 10, 13, 0, 23, 25, 20, 20, 17];
  const file = fitsBytes(primary, amplifier("[1:2,1:2]", pixels), amplifier("[3:4,1:2]", pixels));
  const counts = (options: Partial<AmplifierOptions>) =>
    ampsOf(file, 12, options).map(({ saturatedPixels }) => saturatedPixels);
  expect(counts({})).toEqual([3, 3]);
  expect(counts({ ampSaturationsAdu: [24, 26] })).toEqual([1, 0]);
  expect(counts({ saturationIs: "above-bias", ampSaturationsAdu: [8, 11] })).toEqual([2, 0]);
});

test("an amplifier without overscan has a level of its data only", () => {
  const bare = (detsec: string) => ({
    cards: imageCards(1, 16, [2, 1], [card("DATASEC", "[1:2,1:1]"), card("DETSEC", detsec)]),
    data: int16Bytes([7, 9]),
  });
  const amps = ampsOf(fitsBytes(primary, bare("[1:2,1:1]"), bare("[3:4,1:1]")));
  expect(amps[0]).toMatchObject({ overscanPixels: 0, overscanMedian: null, overscanStd: null, dataMedian: 8 });
});

test("a single image whose header names an overscan is one amplifier; others are none", () => {
  const cards = [card("TRIMSEC", "[2:3,1:2]"), card("BIASSEC", "[4:6,1:2]")];
  const pixels = [0, 11, 12, 10, 10, 13, 0, 23, 25, 20, 20, 17];
  const [only] = ampsOf(fitsBytes({ cards: imageCards(0, 16, [6, 2], cards), data: int16Bytes(pixels) }));
  expect(only).toMatchObject({ name: "image", overscanMedian: 15, dataMedian: 2.5 });
  expect(ampsOf(fitsBytes({ cards: imageCards(0, 16, [6, 2]), data: int16Bytes(pixels) }))).toEqual([]);
});

const folder = sharedPath("data");
if (folder === null) console.info(absent("data"));
const real: readonly [string, readonly number[], readonly number[], readonly number[]][] = [
  [
    "rawamp/lco_sinistro_raw_mef.fits",
    [2522, 2560, 2553, 2582],
    [1.1824954725250583, 1.167683403410487, 1.237308991831875, 1.1777081019896825],
    [299, 304, 303, 301],
  ],
  [
    "composite/COMPOSITE_MC_O_20250422_000250_R22_S11.fits.fz",
    [23839, 24070, 23354, 22900, 26093, 21916, 25483, 21994, 26461, 21697, 23528, 24448, 26047, 24095, 22047, 21862],
    [
      3.6978678675419907, 3.876549097510741, 3.808932478665437, 3.794419746015861, 3.7710979125388926,
      3.8007404396220963, 3.8081786115592267, 3.8282476134818886, 4.559476263723234, 3.9143238370568905,
      4.2643137768697486, 3.90115654806502, 4.127834519001312, 4.239547918294607, 4.4547005292917445, 3.844400036366201,
    ],
    [1281, 1276, 1262, 1262, 1258, 1258, 1256, 1256, 1298, 1285, 1291, 1280, 1285, 1285, 1286, 1304],
  ],
];

describe.skipIf(folder === null)(`real raws (${folder ?? absent("data")})`, () => {
  test.each(real)("%s", (file, medians, deviations, levels) => {
    const amps = ampsOf(readFileSync(`${folder}/${file}`));
    expect(amps.map(({ overscanMedian }) => overscanMedian)).toEqual(medians);
    amps.forEach((amp, at) => {
      expect(Math.abs(amp.overscanStd! / deviations[at]! - 1), amp.name).toBeLessThan(1e-6);
      // The reference takes every pixel, we take 16,384, and these pixels have values in steps of up to 2.
      expect(Math.abs(amp.dataMedian! - levels[at]!), amp.name).toBeLessThanOrEqual(2);
    });
  });

  test("fpack's name for an image is no amplifier's name", () => {
    const [only] = ampsOf(readFileSync(`${folder}/rawamp/ctio4m_bias_overscan_rice.fits.fz`));
    expect(only?.name).toBe("image");
  });

  test("with the camera's gains the composite's noise is the read noise that it was made with, less what clipping takes", () => {
    const geometry: { detectors: { name: string; gain: number[]; readNoise: number[] }[] } = JSON.parse(
      readFileSync(`${folder}/metadata/lsstcam-geometry.json`, "utf8"),
    );
    const { gain, readNoise } = geometry.detectors.find(({ name }) => name === "R22_S11")!;
    const amps = ampsOf(readFileSync(`${folder}/composite/COMPOSITE_MC_O_20250422_000250_R22_S11.fits.fz`));
    // Within 3 sigma a normal distribution's deviation is 0.987 of the whole one's.
    amps.forEach((amp, at) => {
      expect(Math.abs((amp.overscanStd! * gain[at]!) / (0.987 * readNoise[at]!) - 1), amp.name).toBeLessThan(0.01);
    });
  });
});
