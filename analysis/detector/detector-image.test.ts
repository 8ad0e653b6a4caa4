import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { card, fitsBytes, type HandMadeHdu, imageCards, int16Bytes } from "../../fixtures/fits-bytes.ts";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { readHdus } from "../fits/read-hdus.ts";
import { bytesSource } from "../fits/source.ts";
import { medianOfPixels } from "../stats/median-of-pixels.ts";
import { readDetectorImage } from "./detector-image.ts";

function read(bytes: Uint8Array, saturationAdu: number | null = null) {
  const source = bytesSource(bytes);
  return readDetectorImage(source, readHdus(source), { saturationWords: ["SATURATE"], saturationAdu });
}

/** 2 × 2 data pixels after one prescan column, then overscan columns. */
function amplifier(detsec: string, pixels: readonly number[], more: readonly string[] = []): HandMadeHdu {
  const cards = [card("DATASEC", "[2:3,1:2]"), card("DETSEC", detsec), ...more];
  return { cards: imageCards(1, 16, [6, 2], cards), data: int16Bytes(pixels) };
}

const primary = { cards: imageCards(0, 8, []) };

test("amplifiers are flipped into place and each row loses its overscan's median", () => {
  const biassec = card("BIASSEC", "[4:6,1:2]");
  const bytes = fitsBytes(
    primary,
    amplifier("[1:2,1:2]", [0, 11, 12, 10, 10, 99, 0, 23, 24, 20, 20, 20], [biassec]),
    amplifier("[4:3,2:1]", [0, 101, 102, 100, 100, 100, 0, 103, 104, 100, 100, 100], [biassec]),
  );
  const image = read(bytes);
  expect([image.width, image.height, image.hdu]).toEqual([4, 2, 1]);
  expect([...image.data]).toEqual([1, 2, 4, 3, 3, 4, 2, 1]);
  expect(image.warnings).toEqual([]);
});

test("without BIASSEC the overscan is what DATASEC leaves out to the right", () => {
  const bytes = fitsBytes(
    primary,
    amplifier("[1:2,1:2]", [0, 11, 12, 10, 10, 10, 0, 23, 24, 20, 20, 20]),
    amplifier("[3:4,1:2]", [0, 5, 6, 5, 5, 5, 0, 7, 8, 5, 5, 5]),
  );
  expect([...read(bytes).data]).toEqual([1, 2, 0, 1, 3, 4, 2, 3]);
});

test("saturation is counted on raw values in the data section and told less the overscan", () => {
  const first = amplifier("[1:2,1:2]", [0, 110, 12, 10, 10, 10, 0, 23, 100, 10, 999, 10], [card("SATURATE", 100)]);
  const second = amplifier("[3:4,1:2]", [0, 5, 6, 5, 5, 5, 0, 7, 8, 5, 5, 5], [card("SATURATE", 50)]);
  const image = read(fitsBytes(primary, first, second));
  expect([image.saturatedPixels, image.saturationLevel]).toEqual([2, 45]);
});

test("one amplifier without a known level makes the detector's unknown", () => {
  const first = amplifier("[1:2,1:2]", Array(12).fill(5), [card("SATURATE", 100)]);
  const second = amplifier("[3:4,1:2]", Array(12).fill(5));
  expect(read(fitsBytes(primary, first, second)).saturatedPixels).toBeNull();
  expect(read(fitsBytes(primary, first, second), 100).saturatedPixels).toBe(0);
});

test("a hole in the detector is NaN and said", () => {
  const size = card("DETSIZE", "[1:6,1:2]");
  const bytes = fitsBytes(
    primary,
    amplifier("[1:2,1:2]", [0, 1, 2, 0, 0, 0, 0, 3, 4, 0, 0, 0], [size]),
    amplifier("[5:6,1:2]", [0, 5, 6, 0, 0, 0, 0, 7, 8, 0, 0, 0], [size]),
  );
  const image = read(bytes);
  expect([...image.data]).toEqual([1, 2, Number.NaN, Number.NaN, 5, 6, 3, 4, Number.NaN, Number.NaN, 7, 8]);
  expect(image.warnings).toEqual(["the 2 amplifiers cover 67 % of the detector"]);
});

test("binned amplifiers: DETSEC counts unbinned pixels", () => {
  const bytes = fitsBytes(
    primary,
    amplifier("[101:104,1:4]", [0, 1, 2, 0, 0, 0, 0, 3, 4, 0, 0, 0]),
    amplifier("[108:105,1:4]", [0, 6, 5, 0, 0, 0, 0, 8, 7, 0, 0, 0]),
  );
  const image = read(bytes);
  expect([image.width, image.height]).toEqual([4, 2]);
  expect([...image.data]).toEqual([1, 2, 5, 6, 3, 4, 7, 8]);
});

test("images that overlap in the detector (image, mask, weight) are no amplifiers: the first is taken", () => {
  const bytes = fitsBytes(
    primary,
    amplifier("[1:2,1:2]", Array(12).fill(1)),
    amplifier("[1:2,1:2]", Array(12).fill(2)),
  );
  const image = read(bytes);
  expect([image.width, image.height, image.data[0]]).toEqual([6, 2, 1]);
  expect(image.warnings).toEqual(["the file has 2 images; only that of HDU 1 was analysed"]);
});

test("a file without an image is refused in words", () => {
  expect(() => read(fitsBytes(primary))).toThrow("The file's one HDU holds no two-dimensional image.");
});

const folder = sharedPath("data");
if (folder === null) console.info(absent("data"));

function readShared(file: string) {
  const packed = readFileSync(`${folder}/${file}`);
  return read(packed[0] === 0x1f ? new Uint8Array(gunzipSync(packed)) : packed);
}

describe.skipIf(folder === null)(`real raws (${folder ?? absent("data")})`, () => {
  test("LSSTCam's assembly pattern comes out as its pipeline's image, y mirrored as its DETSECs say", () => {
    const image = readShared("lsst-raw/e2v_spot.fits.gz");
    const expected = readShared("lsst-raw/e2v_expected_assembled.fits.gz");
    expect([image.width, image.height]).toEqual([expected.width, expected.height]);
    let different = 0;
    for (let y = 0; y < image.height; y += 1) {
      const row = image.data.subarray(y * image.width, (y + 1) * image.width);
      const mirrored = (image.height - 1 - y) * image.width;
      for (let x = 0; x < image.width; x += 1) if (row[x] !== expected.data[mirrored + x]) different += 1;
    }
    expect(different).toBe(0);
  });

  test("a binned four-amplifier raw: size, levels and saturation", () => {
    const image = readShared("rawamp/lco_sinistro_raw_mef.fits");
    expect([image.width, image.height]).toEqual([1024, 1024]);
    // Data medians less overscan medians of the four amplifiers by numpy: 299, 304, 303 and 301.
    expect(medianOfPixels(image.data)).toBeGreaterThan(299);
    expect(medianOfPixels(image.data)).toBeLessThan(304);
    expect(image.warnings).toEqual([]);
  });
});
