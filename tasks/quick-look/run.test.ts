import { describe, expect, test } from "vitest";
import type { DetectorImage } from "#analysis/detector/detector-image.ts";
import { metricOf } from "#contracts/metrics.ts";
import { quickLookConfig, quickLookMetrics } from "./contract.ts";
import { run } from "./run.ts";

const width = 200;
const height = 160;
const sigmaPx = 1.7;

/** Sky 500, a seeded noise of sigma 4, and round stars on a grid. */
function image(stars: number, more: Partial<DetectorImage> = {}): DetectorImage {
  const data = new Float32Array(width * height);
  let state = 7;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let i = 0; i < data.length; i += 1) {
    data[i] = 500 + 4 * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  }
  for (let star = 0; star < stars; star += 1) {
    const cx = 30 + 40 * (star % 4) + 0.3 * star;
    const cy = 30 + 45 * Math.floor(star / 4) + 0.2 * star;
    for (let y = Math.floor(cy) - 10; y <= cy + 10; y += 1) {
      for (let x = Math.floor(cx) - 10; x <= cx + 10; x += 1) {
        const at = y * width + x;
        data[at] = data[at]! + 3000 * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * sigmaPx ** 2));
      }
    }
  }
  return {
    width,
    height,
    data,
    hdu: 0,
    headers: [],
    saturatedPixels: 0,
    saturationLevel: 60_000,
    warnings: [],
    ...more,
  };
}

const config = quickLookConfig.parse({});

test("every metric of the contract is in the registry", () => {
  for (const key of quickLookMetrics) expect(metricOf(key)?.key).toBe(key);
});

test("the configuration has defaults, and unknown or impossible fields are refused", () => {
  expect(config).toMatchObject({ backgroundMeshPx: 64, detectionSigmas: 5, deblendLevels: 32, deblendContrast: 0.005 });
  expect(quickLookConfig.safeParse({ detectionSigma: 3 }).success).toBe(false);
  expect(quickLookConfig.safeParse({ backgroundFilterCells: 4 }).success).toBe(false);
});

test("a simulated field gives back what it was made of", () => {
  const { metrics, missing, pictures, warnings } = run(image(12), config, { pixelScaleArcsec: 0.5 });
  expect(missing).toEqual({});
  expect(warnings).toEqual([]);
  expect(Math.abs(metrics["sky_bg"]! - 500)).toBeLessThan(1);
  expect(Math.abs(metrics["sky_noise"]! - 4)).toBeLessThan(0.2);
  expect(Math.abs(metrics["postisr_pixel_median"]! - 500)).toBeLessThan(1);
  expect(metrics["n_sources_5"]).toBe(12);
  expect(metrics["n_saturated"]).toBe(0);
  expect(Math.abs(metrics["psf_sigma"]! / sigmaPx - 1)).toBeLessThan(0.01);
  expect(metrics["psf_fwhm_px"]).toBeCloseTo(2.35482 * metrics["psf_sigma"]!, 6);
  expect(metrics["psf_fwhm"]).toBeCloseTo(0.5 * metrics["psf_fwhm_px"]!, 6);
  for (const key of ["psf_e1", "psf_e2", "star_e_median"]) expect(Math.abs(metrics[key]!)).toBeLessThan(0.02);
  expect(pictures.map(({ name, widthPx, heightPx }) => [name, widthPx, heightPx])).toEqual([["preview", 200, 160]]);
});

test("the same image and config give the same bytes", () => {
  const first = run(image(12), config, { pixelScaleArcsec: null });
  expect(run(image(12), config, { pixelScaleArcsec: null })).toEqual(first);
});

test("steps are told in order", () => {
  const steps: string[] = [];
  run(image(2), config, { pixelScaleArcsec: null }, (step) => steps.push(step));
  expect(steps).toEqual(["background", "detect", "measure"]);
});

describe("what cannot be had is null and says why", () => {
  const facts = { pixelScaleArcsec: 0.5 };

  test("an unknown scale costs the arcseconds only", () => {
    const { metrics, missing } = run(image(12), config, { pixelScaleArcsec: null });
    expect(metrics["psf_fwhm_px"]).not.toBeNull();
    expect(metrics["psf_fwhm"]).toBeNull();
    expect(Object.keys(missing)).toEqual(["psf_fwhm"]);
    expect(missing["psf_fwhm"]).toMatch(/pixel scale is unknown/);
  });

  test("an unknown saturation level", () => {
    const { metrics, missing } = run(image(12, { saturatedPixels: null, saturationLevel: null }), config, facts);
    expect(metrics["n_saturated"]).toBeNull();
    expect(missing["n_saturated"]).toMatch(/saturation level is unknown/);
  });

  test("an empty field has no FWHM but 0 sources", () => {
    const { metrics, missing } = run(image(0), config, facts);
    expect(metrics["n_sources_5"]).toBe(0);
    expect([metrics["psf_sigma"], metrics["psf_fwhm"], metrics["psf_e1"]]).toEqual([null, null, null]);
    expect(missing["psf_fwhm"]).toBe("no source above 5 sigma");
  });

  test("an image without noise, and one without values", () => {
    const constant = run(image(0, { data: new Float32Array(width * height).fill(3) }), config, facts);
    expect([constant.metrics["sky_bg"], constant.metrics["sky_noise"], constant.metrics["n_sources_5"]]).toEqual([
      3,
      null,
      null,
    ]);
    expect(constant.missing["sky_noise"]).toMatch(/pixels are all alike/);
    const nothing = run(image(0, { data: new Float32Array(width * height).fill(Number.NaN) }), config, facts);
    expect(Object.keys(nothing.missing).sort()).toEqual(quickLookMetrics.filter((key) => key !== "n_saturated").sort());
    for (const key of Object.keys(nothing.missing)) expect(nothing.metrics[key]).toBeNull();
  });

  test("few stars are said", () => {
    expect(run(image(2), config, facts).warnings).toEqual(["the PSF rests on 2 stars only"]);
  });
});
