/** Kron fluxes, half-light radii and windowed positions of every source in real frames against SEP's. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { estimateBackground, subtractBackground } from "../background/background.ts";
import { decodeImage } from "../fits/decode-image.ts";
import { readHdus } from "../fits/read-hdus.ts";
import { bytesSource } from "../fits/source.ts";
import { extractSources } from "../sources/extract-sources.ts";
import { measurePhotometry, type SourcePhotometry } from "./source-photometry.ts";

const folder = sharedPath("data");
if (folder === null) console.info(absent("data"));

/**
 * Sums over all sources by sep 1.2.1 on its own background and detections (5 × globalrms): kron_radius(…, 6), flux and
 * error of sum_ellipse(…, max(3.5, 2.5 kron), err=globalrms, gain=2, subpix=1), flux_radius(…, 6 a, 0.5), winpos.
 */
const frames = [
  {
    file: "stars/sdss_fpC_005754_r3_0280.fits.gz",
    sources: 113,
    truncated: 3,
    sums: [
      224.2291586981998, 10680696.344116211, 21314.373007568254, 300.7918864241113, 115284.42948835775, 88668.07177,
    ],
  },
  {
    file: "stars/ctio_tnx_im13.fits.gz",
    sources: 55,
    truncated: 4,
    sums: [130.58956753182167, 6043777.760009766, 22417.69600096286, 203.6280413273152, 11899.115655737993, 10899.6817],
  },
  {
    file: "stars/sep_image.fits.gz",
    sources: 25,
    truncated: 0,
    sums: [
      49.23476174395222, 2198687.4677734375, 16299.59662163914, 49.010583063203164, 3238.6516538151695, 3054.41624,
    ],
  },
];

const picks: readonly ((source: SourcePhotometry) => number | null | undefined)[] = [
  ({ kronRadius }) => kronRadius,
  ({ flux }) => flux,
  ({ fluxError }) => fluxError,
  ({ halfLightRadiusPx }) => halfLightRadiusPx,
  ({ windowed }) => windowed?.x,
  ({ windowed }) => windowed?.y,
];

describe.skipIf(folder === null)(`photometry of real frames (${folder ?? absent("data")})`, () => {
  test.each(frames)("$file", { timeout: 30_000 }, ({ file, sources, truncated, sums }) => {
    const source = bytesSource(new Uint8Array(gunzipSync(readFileSync(join(folder ?? "", file)))));
    const { data, width, height } = decodeImage(source, readHdus(source)[0]!);
    const background = estimateBackground(data, width, height)!;
    const flat = subtractBackground(data, width, height, background);
    const noise = background.globalSigma;
    const options = { factor: 2.5, leastScale: 3.5, leastRadiusPx: 0, skySigma: noise, gain: 2 };
    const found = extractSources(flat, width, height, 5 * noise).map((one) =>
      measurePhotometry(flat, width, height, one, options),
    );
    expect(found).toHaveLength(sources);
    picks.forEach((pick, at) => {
      const sum = found.reduce((total, one) => total + (pick(one) ?? Number.NaN), 0);
      // SEP's background is single precision throughout.
      expect(Math.abs(sum / (sums[at] ?? Number.NaN) - 1), `sum ${at}`).toBeLessThan(2e-5);
    });
    expect(found.filter(({ flag }) => (flag & 0x10) !== 0).length).toBeGreaterThanOrEqual(truncated);
  });
});
