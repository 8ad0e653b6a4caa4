/**
 * An image in electrons. The full-size composite against astropy 5.2.1, numpy 1.24.2 and sep 1.2.1: amplifiers less the
 * medians of their overscan's rows (columns 526 to 574), times the camera's gains, put together by DETSEC.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { headerWords } from "#contracts/camera.ts";
import { cameraFactsOf } from "#contracts/job.ts";
import { findCamera } from "#io/cameras/find-camera.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { card, fitsBytes, imageCards, int16Bytes } from "../../fixtures/fits-bytes.ts";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { analyzeImage } from "./analyze-image.ts";

const path = "data/composite/COMPOSITE_MC_O_20250422_000250_R22_S11.fits.fz";
const composite = sharedPath(path);
if (composite === null) console.info(absent(path));

describe.skipIf(composite === null)(`the composite (${composite ?? absent(path)})`, () => {
  const analyze = async (config: Record<string, unknown>) => {
    const camera = findCamera(await loadCameras(), "LSSTCam")!;
    const bytes = new Uint8Array(readFileSync(composite ?? ""));
    const facts = cameraFactsOf(camera, "R22_S11");
    const answer = analyzeImage({ bytes, uri: "composite", task: "detect", config, facts });
    const whole = analyzeImage({ bytes, uri: "composite", task: "background", config, facts });
    if (!answer.ok || !whole.ok) throw new Error("the composite cannot be analysed");
    return { ...whole, metrics: { ...whole.metrics, ...answer.metrics } };
  };

  test("with the camera's gains levels are the reference's electrons, and the amplifiers are alike", async () => {
    const { metrics, pixelUnit, warnings } = await analyze({ gain: "camera" });
    expect([pixelUnit, warnings]).toEqual(["electron", []]);
    expect(Math.abs(metrics["postisr_pixel_median"]! - 1796.5845)).toBeLessThan(0.001);
    expect(Math.abs(metrics["sky_bg"]! / 1794.7471923828125 - 1)).toBeLessThan(1e-6);
    expect(Math.abs(metrics["sky_noise"]! / 41.906795501708984 - 1)).toBeLessThan(1e-5);
    expect(metrics["n_sources_5"]).toBe(617);
  });

  test("without them levels are counts, and the amplifiers' gains show in them", async () => {
    const [counts, electrons] = [await analyze({}), await analyze({ gain: "camera" })];
    expect(counts.pixelUnit).toBe("adu");
    // numpy: amplifiers of 1256 to 1304 counts and of 1793.3 to 1799.2 electrons.
    expect(counts.metrics["postisr_pixel_median"]! / 1280).toBeCloseTo(1, 1);
    expect(counts.metrics["sky_gradient"]!).toBeGreaterThan(2 * electrons.metrics["sky_gradient"]!);
  });

  test("its headers say no gain, so that with those the image stays in counts and says so", async () => {
    const { pixelUnit, warnings, metrics } = await analyze({ gain: "header" });
    expect(pixelUnit).toBe("adu");
    expect(warnings.join()).toMatch(/stay in counts: no header says the gain of Segment10, Segment11/);
    expect(metrics).toEqual((await analyze({})).metrics);
  });
});

test("a header's gain makes electrons of a single image, and of its saturation", () => {
  const pixels = Array.from({ length: 64 * 64 }, (_, at) => 100 + ((at * 7919) % 13));
  const cards = imageCards(0, 16, [64, 64], [card("GAIN", 2.5), card("SATURATE", 112)]);
  const bytes = fitsBytes({ cards, data: int16Bytes(pixels) });
  const facts = {
    pixelScaleArcsec: null,
    saturationAdu: null,
    timeScale: "UTC" as const,
    headerWords: headerWords.parse({}),
  };
  const run = (config: Record<string, unknown>) => {
    const answer = analyzeImage({ bytes, uri: "image", task: "quick-look", config, facts });
    if (!answer.ok) throw new Error(answer.error.message);
    return answer;
  };
  const [counts, electrons] = [run({}), run({ gain: "header" })];
  expect([counts.pixelUnit, electrons.pixelUnit]).toEqual(["adu", "electron"]);
  expect(electrons.metrics["postisr_pixel_median"]).toBe(2.5 * counts.metrics["postisr_pixel_median"]!);
  // Saturated pixels are counted as read, whatever the unit of the image.
  expect(electrons.metrics["n_saturated"]).toBe(counts.metrics["n_saturated"]);
  expect(counts.metrics["n_saturated"]).toBe(pixels.filter((value) => value >= 112).length);
  expect(run({ gain: "camera" }).warnings.join()).toMatch(/the camera's data do not say the gain of image/);
});
