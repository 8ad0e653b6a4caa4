/** From bytes to numbers, on small files made here and on every real frame with reference values. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { headerWords } from "#contracts/camera.ts";
import { card, fitsBytes, imageCards } from "../../fixtures/fits-bytes.ts";
import { plainFrame } from "../../fixtures/plain-frame.ts";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { analyzeImage, type PixelRequest } from "./analyze-image.ts";

const facts: PixelRequest["facts"] = {
  pixelScaleArcsec: null,
  saturationAdu: null,
  timeScale: "UTC",
  headerWords: headerWords.parse({}),
};
const request = (bytes: Uint8Array, more: Partial<PixelRequest> = {}): PixelRequest => ({
  bytes,
  uri: "file:///night/image.fits",
  task: "quick-look",
  config: {},
  facts,
  ...more,
});

const frame = plainFrame({ widthPx: 256, heightPx: 192, stars: 12 });

test("a plain frame, and the same frame in gzip under any name", () => {
  const plain = analyzeImage(request(frame));
  if (!plain.ok) throw new Error(plain.error.message);
  expect([plain.widthPx, plain.heightPx, plain.hdu]).toEqual([256, 192, 0]);
  expect(plain.header).toMatchObject({ exposureTimeS: 30, obsStartUtc: "2026-09-01T05:00:00.000Z" });
  expect(Math.abs((plain.metrics["sky_bg"] ?? 0) - 1000)).toBeLessThan(2);
  const [preview] = plain.pictures;
  expect(preview && "gray" in preview && preview.gray.length).toBe(256 * 192);
  const packed = analyzeImage(request(gzipSync(frame)));
  expect(packed).toMatchObject({ ok: true, metrics: plain.metrics });
});

test.each([
  ["nothing", new Uint8Array(0), "not-fits"],
  ["a web page", new TextEncoder().encode("<!DOCTYPE html>"), "not-fits"],
  ["a cut frame", frame.slice(0, 20_000), "truncated"],
  ["a cut gzip file", gzipSync(frame).subarray(0, 5000), "truncated"],
  ["a gzip file of something else", gzipSync("hello"), "not-fits"],
  ["a file without an image", fitsBytes({ cards: imageCards(0, 8, []) }), "unsupported"],
  ["a broken structure", fitsBytes({ cards: [card("SIMPLE", true), "BITPIX  = sixteen"] }), "bad-header"],
])("%s is a failure that names the file", (_, bytes, code) => {
  const answer = analyzeImage(request(bytes));
  expect(answer).toMatchObject({
    ok: false,
    error: { code, message: expect.stringContaining("file:///night/image.fits") },
  });
});

test("an unknown task or a wrong config is a fault of ours, told and not thrown", () => {
  expect(analyzeImage(request(frame, { task: "slow-look" }))).toMatchObject({ ok: false, error: { code: "internal" } });
  expect(analyzeImage(request(frame, { config: { nonsense: 1 } }))).toMatchObject({
    ok: false,
    error: { code: "internal" },
  });
});

interface Reference {
  file: string;
  oracle?: {
    amps?: unknown;
    ampOverscanMedians?: unknown;
    dims?: number[];
    saturationLevel?: number | null;
    saturatedPixels?: number;
    stats?: { median: number };
    sep?: { globalback: number; globalrms: number; nSources: number };
    gaussFit?: { n: number; medianFwhm?: number; medianEll?: number };
  };
}

const folder = sharedPath("data");
if (folder === null) console.info(absent("data"));
const manifest: { files: Reference[] } = folder
  ? JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"))
  : { files: [] };
const references = manifest.files.filter(({ oracle }) => oracle?.sep && !oracle.amps && !oracle.ampOverscanMedians);
const byFolder = [...Map.groupBy(references, ({ file }) => file.split("/")[0] ?? "")];

/** Saturation comes from the reference, not from whatever word the header has. */
function measure({ file, oracle }: Reference) {
  const words = { ...facts.headerWords, saturationAdu: [] };
  const mine = { ...facts, headerWords: words, saturationAdu: oracle?.saturationLevel ?? null };
  const answer = analyzeImage(request(readFileSync(join(folder ?? "", file)), { facts: mine, uri: file }));
  if (!answer.ok) throw new Error(answer.error.message);
  return answer;
}

describe.skipIf(folder === null)(`real frames (${folder ?? absent("data")})`, () => {
  test.each(byFolder)(
    "%s: sky, noise, sources and FWHM are those of SEP and of Gaussian fits",
    { timeout: 120_000 },
    (_, group) => {
      for (const reference of group) {
        const { file, oracle } = reference;
        const { metrics, missing, widthPx, heightPx } = measure(reference);
        if (oracle?.dims) expect([file, widthPx, heightPx]).toEqual([file, ...oracle.dims]);
        const { globalback = 0, globalrms = 0, nSources } = oracle?.sep ?? {};
        // The references are rounded to four digits after the point.
        expect(Math.abs((metrics["sky_bg"] ?? Number.NaN) - globalback), file).toBeLessThan(1e-4);
        expect(Math.abs((metrics["sky_noise"] ?? Number.NaN) - globalrms), file).toBeLessThan(1e-4);
        expect([file, metrics["n_sources_5"]]).toEqual([file, nSources]);
        const median = oracle?.stats?.median ?? Number.NaN;
        if (oracle?.stats)
          expect(Math.abs((metrics["postisr_pixel_median"] ?? Number.NaN) - median), file).toBeLessThan(
            1e-6 * Math.abs(median) + 1e-9,
          );
        if (oracle?.saturatedPixels !== undefined && oracle.saturationLevel) {
          expect([file, metrics["n_saturated"]]).toEqual([file, oracle.saturatedPixels]);
        }
        const { n = 0, medianFwhm = 0 } = oracle?.gaussFit ?? {};
        if (n > 0) expect(Math.abs((metrics["psf_fwhm_px"] ?? 0) / medianFwhm - 1), file).toBeLessThan(0.002);
        else if (oracle?.gaussFit || nSources === 0) {
          expect([file, metrics["psf_fwhm_px"]]).toEqual([file, null]);
          expect(missing["psf_fwhm_px"]).toBeTruthy();
        }
      }
    },
  );

  test("with the saturation unknown the night's FWHM stays within 10 %", { timeout: 120_000 }, () => {
    const night = references.filter(({ file }) => file.startsWith("night/"));
    for (const { file, oracle } of night.filter((_, at) => at % 5 === 0)) {
      const answer = analyzeImage(request(readFileSync(join(folder ?? "", file)), { uri: file }));
      if (!answer.ok) throw new Error(answer.error.message);
      expect(
        Math.abs((answer.metrics["psf_fwhm_px"] ?? 0) / (oracle?.gaussFit?.medianFwhm ?? 1) - 1),
        file,
      ).toBeLessThan(0.1);
      expect(answer.metrics["n_saturated"]).toBeNull();
      expect(answer.metrics["psf_fwhm"]).toBeCloseTo(5.21 * (answer.metrics["psf_fwhm_px"] ?? 0), 6);
    }
  });

  // References: astropy 8.0.2 sigma_clipped_stats and SEP 1.4.1 on all pixels, numpy 2.4.6.
  test("a real bias has level, noise and structure, and no FWHM", () => {
    const file = "rawamp/ctio4m_bias_overscan_rice.fits.fz";
    const answer = analyzeImage(request(readFileSync(join(folder ?? "", file)), { uri: file }));
    if (!answer.ok) throw new Error(answer.error.message);
    const { metrics, missing, amps } = answer;
    expect(Math.abs((metrics["frame_mean"] ?? 0) - 1589.5766834479507)).toBeLessThan(0.02);
    expect(Math.abs((metrics["frame_rms"] ?? 0) / 4.538000961579973 - 1)).toBeLessThan(0.005);
    expect(Math.abs((metrics["frame_structure"] ?? 0) / 0.92422765 - 1)).toBeLessThan(0.02);
    expect(amps).toMatchObject([{ overscan_median: 1589, overscan_std: 4.47728, gain: null, read_noise: null }]);
    expect([metrics["psf_fwhm_px"], missing["psf_fwhm_px"]]).toEqual([null, "a bias frame has no stars"]);
  });

  test("a real raw of four amplifiers with gains: read noise by amplifier and detector", () => {
    const file = "rawamp/lco_sinistro_raw_mef.fits";
    const answer = analyzeImage(request(readFileSync(join(folder ?? "", file)), { uri: file }));
    if (!answer.ok) throw new Error(answer.error.message);
    const noise = [
      1.1824954725250583 * 6.42,
      1.167683403410487 * 6.23,
      1.237308991831875 * 6.27,
      1.1777081019896825 * 6.26,
    ];
    answer.amps.forEach((amp, at) => {
      expect(Math.abs((amp.read_noise ?? 0) / (noise[at] ?? 1) - 1)).toBeLessThan(1e-5);
    });
    expect(answer.metrics["read_noise"]).toBeCloseTo(7.48205, 3);
    expect(answer.samples["read_noise"]).toBe(4);
    expect(new Set(answer.amps.map(({ amp }) => amp)).size).toBe(4);
  });

  test("a full-size raw of sixteen amplifiers", { timeout: 60_000 }, () => {
    const file = "composite/COMPOSITE_MC_O_20250422_000250_R22_S11.fits.fz";
    const answer = analyzeImage(request(readFileSync(join(folder ?? "", file)), { uri: file }));
    if (!answer.ok) throw new Error(answer.error.message);
    expect([answer.widthPx, answer.heightPx]).toEqual([4096, 4004]);
    // The reference is in electrons, each amplifier with its own gain; counts leave the FWHM as it is.
    expect(Math.abs((answer.metrics["psf_fwhm_px"] ?? 0) / 3.6616 - 1)).toBeLessThan(0.005);
    expect(Math.abs((answer.metrics["n_sources_5"] ?? 0) / 617 - 1)).toBeLessThan(0.02);
    expect(answer.pictures[0]).toMatchObject({ widthPx: 1024, heightPx: 1001 });
  });
});
