/** The table of sources against sep 1.2.1, on a real frame and on one whose truth is known. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type DetectorImage, readDetectorImage } from "#analysis/detector/detector-image.ts";
import { readHdus } from "#analysis/fits/read-hdus.ts";
import { bytesSource } from "#analysis/fits/source.ts";
import { plots } from "#contracts/plots.ts";
import { seededNormal } from "../../fixtures/seeded-noise.ts";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { run } from "./run.ts";

const facts = { pixelScaleArcsec: null };
const near = (value: number | null | undefined, reference: number, part: number) =>
  expect(Math.abs((value ?? Number.NaN) / reference - 1)).toBeLessThan(part);

function field(more: Partial<DetectorImage> = {}): DetectorImage {
  const [width, height] = [200, 120];
  const normal = seededNormal(4);
  const stars = [
    [50.3, 60.7, 9000],
    [150.1, 50.2, 3000],
    [100.5, 90.4, 1000],
  ] as const;
  const data = Float32Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    const light = stars.map(([cx, cy, peak]) => peak * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * 1.8 ** 2)));
    return 400 + 3 * normal() + light.reduce((sum, one) => sum + one, 0);
  });
  const rest = { hdu: 0, headers: [], saturatedPixels: null, saturationLevel: null, warnings: [] };
  return { width, height, data, ...rest, ...more };
}

test("none by default: a quick look should not wait for it", () => {
  expect(run(field(), {}, facts).plots.sources).toBeUndefined();
});

test("fluxes, positions and radii are those that the stars were made with, brightest first", () => {
  const { sources } = run(field(), { photometry: "kron" }, facts).plots;
  expect(plots.parse({ sources }).sources).toEqual(sources);
  expect(sources).toMatchObject({ photometry: "kron", radiusPx: null, unit: "adu", total: 3, flag: [0, 0, 0] });
  const truth = [9000, 3000, 1000].map((peak) => 2 * Math.PI * 1.8 ** 2 * peak);
  for (const [at, flux] of sources!.flux.entries()) near(flux, truth[at]!, 0.02);
  for (const radius of sources!.halfLightPx) near(radius, 1.1774 * 1.8, 0.03);
  expect(Math.abs(sources!.xPx[0]! - 50.3)).toBeLessThan(0.01);
  expect(Math.abs(sources!.yPx[0]! - 60.7)).toBeLessThan(0.01);
});

test("a circle holds the part of a Gaussian that it should, and the table is as long as was asked for", () => {
  const config = { photometry: "aperture", photometryRadiusPx: 3, photometryMaxSources: 2 };
  const { sources } = run(field(), config, facts).plots;
  expect([sources?.flux.length, sources?.total, sources?.radiusPx]).toEqual([2, 3, 3]);
  near(sources?.flux[0], 2 * Math.PI * 1.8 ** 2 * 9000 * (1 - Math.exp(-9 / (2 * 1.8 ** 2))), 0.01);
});

test("a known gain puts the stars' own noise into the errors", () => {
  const readout = { name: "A", left: 0, bottom: 0, width: 200, height: 120, cameraGain: null, saturationLevel: null };
  const errorOf = (more: Partial<DetectorImage>) =>
    run(field(more), { photometry: "aperture" }, facts).plots.sources!.fluxError[0]!;
  const flux = run(field(), { photometry: "aperture" }, facts).plots.sources!.flux[0]!;
  const withGain = errorOf({ readouts: [{ ...readout, headerGain: 2 }] });
  // Variances add: the sky's, and the flux over the gain.
  near(withGain ** 2, errorOf({}) ** 2 + flux / 2, 1e-4);
});

test("a bias has no sources to measure", () => {
  expect(run(field(), { photometry: "kron" }, { ...facts, imageType: "bias" }).plots.sources).toBeUndefined();
});

const path = "data/stars/sdss_fpC_005754_r3_0280.fits.gz";
const frame = sharedPath(path);
if (frame === null) console.info(absent(path));

/**
 * By sep 1.2.1 of the six brightest: Kron flux (max(3.5, 2.5 kron), subpix 1) with its error by the sky, half-light
 * radius, windowed position, flux and error in a circle of 6 px (subpix 5).
 */
const brightest = [
  [4314397.225, 498.5957, 8.070591, 841.096802, 557.883781, 1356363.934, 96.81833],
  [788806.7283, 160.79228, 2.48513, 1528.930085, 294.212454, 715072.9212, 96.78409],
  [549555.5874, 134.40522, 2.165617, 1626.441943, 1254.353599, 522571.4864, 96.86967],
  [448646.6298, 136.24228, 2.243508, 975.783943, 782.295014, 424176.0526, 96.76697],
  [432559.2148, 158.1945, 2.586246, 99.087344, 73.324343, 389158.941, 96.80121],
  [355854.6052, 230.47133, 3.675708, 83.525025, 141.248934, 270233.9697, 96.88678],
] as const;

describe.skipIf(frame === null)(`the brightest sources of an SDSS frame (${frame ?? absent(path)})`, () => {
  test.each(["kron", "aperture"] as const)("%s", (photometry) => {
    const source = bytesSource(new Uint8Array(gunzipSync(readFileSync(frame ?? ""))));
    const image = readDetectorImage(source, readHdus(source), { saturationWords: [], saturationAdu: null });
    const { sources } = run(image, { photometry, photometryMaxSources: 6 }, facts).plots;
    expect(sources?.total).toBe(113);
    brightest.forEach(([kron, kronError, halfLight, x, y, circle, circleError], at) => {
      near(sources?.flux[at], photometry === "kron" ? kron : circle, 1e-5);
      // One noise for the whole frame, as sep was given.
      near(sources?.fluxError[at], photometry === "kron" ? kronError : circleError, 1e-4);
      near(sources?.halfLightPx[at], halfLight, 1e-4);
      if (photometry === "aperture") return;
      expect(Math.abs((sources?.xPx[at] ?? 0) - x)).toBeLessThan(0.001);
      expect(Math.abs((sources?.yPx[at] ?? 0) - y)).toBeLessThan(0.001);
    });
  });
});
