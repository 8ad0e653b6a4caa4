/** Real frames that lead astray, each by name; what they hold is told by the README of ../shared/data and its manifest. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { headerWords } from "#contracts/camera.ts";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { analyzeImage } from "./analyze-image.ts";

const folder = sharedPath("data");
if (folder === null) console.info(absent("data"));
const facts = {
  pixelScaleArcsec: null,
  saturationAdu: null,
  timeScale: "UTC" as const,
  headerWords: headerWords.parse({}),
};

function analyze(file: string, task = "quick-look") {
  const bytes = new Uint8Array(readFileSync(`${folder}/${file}`));
  const answer = analyzeImage({ bytes, uri: file, task, config: {}, facts });
  if (!answer.ok) throw new Error(answer.error.message);
  for (const [key, value] of Object.entries(answer.metrics)) {
    expect([key, value === null ? answer.missing[key] : value]).not.toEqual([key, undefined]);
    if (value !== null) expect([key, Number.isFinite(value)]).toEqual([key, true]);
  }
  return answer;
}

describe.skipIf(folder === null)(`odd frames (${folder ?? absent("data")})`, () => {
  test("trailed stars: said, with length and direction", () => {
    expect(analyze("stars/lco_0m4_trailed.fits.fz").warnings.join()).toMatch(/the stars are trailed: .* along \d+°/);
  });

  test("a satellite's trail is no trailed frame", () => {
    const { metrics, warnings } = analyze("stars/ystar_satellite_trail.fits.gz");
    expect(warnings.join()).not.toMatch(/trailed/);
    expect(metrics["n_psf_star"]).toBeGreaterThan(5);
  });

  test.each([1, 2, 3, 4, 5])("hot pixels of stargate frame %i are no stars: FWHM 4 to 5 px, not 1.7", (frame) => {
    const { metrics } = analyze(`stargate/StarGateCluster_000${frame}.fits.fz`);
    expect(metrics["psf_fwhm_px"]).toBeGreaterThan(3.8);
    expect(metrics["psf_fwhm_px"]).toBeLessThan(5);
  });

  test.each([1, 2])("nothing above 5 sigma in M13 frame %i: no FWHM, with the reason", (frame) => {
    const { metrics, missing } = analyze(`m13/M13_blue_000${frame}.fits.fz`);
    expect([metrics["n_sources_5"], metrics["psf_fwhm_px"]]).toEqual([0, null]);
    expect(missing["psf_fwhm_px"]).toBe("no source above 5 sigma");
  });

  test("a crowded field has stars enough", () => {
    const { metrics } = analyze("stars/sxvh9_a102rot_crowded.fits.fz");
    expect([metrics["n_sources_5"], metrics["n_psf_star"]]).toEqual([3962, 80]);
  });

  test.each(["kstars_autofocus1.fits.gz", "kstars_autofocus2.fits.gz", "kstars_kocab_8bit.fits.gz"])(
    "%s: few stars are said",
    (file) => {
      expect(analyze(`stars/${file}`).warnings.join()).toMatch(/the PSF rests on [1-4] stars? only/);
    },
  );

  test("a guider's file of 102 stamps is one image, and says that there are more", () => {
    const answer = analyze("lsst-raw/MC_C_20240918_000013_R00_SG0_guider.fits");
    expect(answer.warnings.join()).toMatch(/the file has \d+ images; only that of HDU \d+ was analysed/);
  });
});
