import { expect, test } from "vitest";
import { readDetectorImage } from "#analysis/detector/detector-image.ts";
import { numberOf, textOf } from "#analysis/fits/header.ts";
import { readHdus } from "#analysis/fits/read-hdus.ts";
import { bytesSource } from "#analysis/fits/source.ts";
import { findCamera } from "#io/cameras/find-camera.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { planNight } from "./night-plan.ts";
import { hotPixelsOf } from "./sim-detector.ts";
import { simulateImage } from "./simulate-image.ts";
import { starField } from "./star-field.ts";

const camera = findCamera(await loadCameras(), "SimCam");
if (!camera) throw new Error("cameras/ has no SimCam");
const dayObs = 20261121;
const startedAtMs = Date.UTC(2026, 10, 22, 3, 4, 5);

function image(seed: number, detectorId: number, seqNum = 1) {
  const exposure = planNight({ seed, exposures: seqNum }).at(-1);
  const detector = camera?.detectors[detectorId];
  if (!camera || !exposure || !detector) throw new Error("no such exposure or detector");
  return { exposure, ...simulateImage({ seed, camera, detector, dayObs, startedAtMs, exposure }) };
}

function pixelsOf(bytes: Uint8Array) {
  const source = bytesSource(bytes);
  const options = { saturationWords: ["SATURATE"], saturationAdu: null };
  return readDetectorImage(source, readHdus(source), options);
}

test("the same seed gives the same bytes, another seed, exposure or detector gives others", () => {
  const bytes = Buffer.from(image(1, 4).bytes);
  expect(bytes.equals(image(1, 4).bytes)).toBe(true);
  for (const other of [image(2, 4), image(1, 4, 2), image(1, 5)]) expect(bytes.equals(other.bytes)).toBe(false);
});

test.each([
  { amplifiers: 4, detectorId: 4 },
  { amplifiers: 8, detectorId: 5 },
])("a detector of $amplifiers amplifiers assembles to 512 × 512 pixels at the true sky level", (wanted) => {
  const { bytes, truth } = image(7, wanted.detectorId);
  const hdus = readHdus(bytesSource(bytes));
  expect(hdus.slice(1).map(({ compression, bitpix }) => `${compression} ${bitpix}`)).toEqual(
    Array(wanted.amplifiers).fill("RICE_1 32"),
  );
  const { width, height, data, warnings } = pixelsOf(bytes);
  expect([width, height, warnings]).toEqual([512, 512, []]);
  const sorted = data.slice().sort();
  const median = sorted[sorted.length / 2] as number;
  // Stars push the median up by a few percent of the noise.
  expect(median - truth.backgroundAdu).toBeGreaterThan(-0.05 * truth.noiseAdu);
  expect(median - truth.backgroundAdu).toBeLessThan(0.15 * truth.noiseAdu);
  const lowerSigma = median - (sorted[Math.round(0.15866 * sorted.length)] as number);
  expect(lowerSigma / truth.noiseAdu).toBeGreaterThan(0.97);
  expect(lowerSigma / truth.noiseAdu).toBeLessThan(1.1);
});

test("stars lie where the truth says, with its flux", () => {
  const { bytes, truth } = image(7, 4);
  const { data } = pixelsOf(bytes);
  const radius = 8;
  const isolated = truth.stars.filter(
    ([x, y, flux]) =>
      flux > 4000 &&
      flux < 200_000 &&
      Math.min(x, y) > radius + 1 &&
      Math.max(x, y) < 510 - radius &&
      truth.stars.every(
        ([ox, oy, other]) => other < flux / 20 || (ox === x && oy === y) || Math.hypot(ox - x, oy - y) > 2 * radius,
      ),
  );
  expect(isolated.length).toBeGreaterThan(15);
  const ratios: number[] = [];
  const offsets: number[] = [];
  for (const [x, y, flux] of isolated) {
    let [sum, sumX, sumY] = [0, 0, 0];
    for (let py = Math.round(y) - radius; py <= Math.round(y) + radius; py += 1) {
      for (let px = Math.round(x) - radius; px <= Math.round(x) + radius; px += 1) {
        const light = (data[py * 512 + px] as number) - truth.backgroundAdu;
        sum += light;
        sumX += light * (px - x);
        sumY += light * (py - y);
      }
    }
    ratios.push(sum / flux);
    offsets.push(sumX / sum, sumY / sum);
  }
  const median = (values: number[]) =>
    values.sort((one, other) => one - other)[Math.floor(values.length / 2)] as number;
  // Faint neighbours add a little, never take away.
  expect(median(ratios)).toBeGreaterThan(0.98);
  expect(median(ratios)).toBeLessThan(1.06);
  expect(Math.abs(median(offsets))).toBeLessThan(0.1);
  expect(median(offsets.map(Math.abs))).toBeLessThan(0.5);
});

test("a field keeps its stars all night, and hot pixels keep their places", () => {
  const size = { width: 512, height: 512, margin: 24 };
  expect(starField(1, 0, 4, size)).toEqual(starField(1, 0, 4, size));
  expect(starField(1, 0, 4, size)).not.toEqual(starField(1, 1, 4, size));
  const night = planNight({ seed: 1, exposures: 40 });
  const sameField = night.filter(({ field }) => field === 0);
  expect(new Set(sameField.map(({ target, raDeg }) => `${target} ${raDeg}`)).size).toBe(1);
  expect(Math.max(...night.map(({ ditherX, ditherY }) => Math.hypot(ditherX, ditherY)))).toBeLessThan(9);
  expect(hotPixelsOf(1, 4)).toEqual(hotPixelsOf(1, 4));
});

test("a saturated star is above the header's level", () => {
  const bright = [0, 1, 2, 3, 4, 5, 6, 7, 8].find((id) =>
    starField(7, 0, id, { width: 512, height: 512, margin: -20 }).some(({ fluxElectrons }) => fluxElectrons > 1e6),
  );
  const { bytes } = image(7, bright ?? 0);
  expect(pixelsOf(bytes).saturatedPixels).toBeGreaterThan(10);
});

test("the primary header names the exposure as Rubin's headers do", () => {
  const { bytes, exposure } = image(1, 4);
  const header = readHdus(bytesSource(bytes))[0]?.header;
  if (!header) throw new Error("no primary header");
  const words = Object.fromEntries(
    ["INSTRUME", "OBSID", "DAYOBS", "TIMESYS", "DATE-BEG", "IMGTYPE", "FILTBAND", "RAFTBAY", "CCDSLOT"].map((word) => [
      word,
      textOf(header, word),
    ]),
  );
  expect(words).toEqual({
    INSTRUME: "SimCam",
    OBSID: "SC_O_20261121_000001",
    DAYOBS: "20261121",
    TIMESYS: "TAI",
    // 37 s ahead of UTC.
    "DATE-BEG": "2026-11-22T03:04:42.000",
    IMGTYPE: "OBJECT",
    FILTBAND: exposure.band,
    RAFTBAY: "R22",
    CCDSLOT: "S11",
  });
  expect(numberOf(header, "SEQNUM")).toBe(1);
  expect(numberOf(header, "EXPTIME")).toBe(30);
  expect(numberOf(header, "PIXSCALE")).toBe(0.3);
});
