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
/** What the simulated sky images do not have. */
const ofAmps = ["overscan_median", "overscan_std", "read_noise"];
const ofCalibrations = ["frame_mean", "frame_rms"];

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
  expect(Object.keys(missing).sort()).toEqual(["psf_fwhm_spread", ...ofAmps, ...ofCalibrations].sort());
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
  expect(pictures.map(({ name, widthPx, heightPx }) => [name, widthPx, heightPx])).toEqual([
    ["preview", 200, 160],
    ...["histogram", "profile", "fwhm-map", "ellipticity-map"].map((name) => [name, 640, 480]),
  ]);
  const names = (more: object) =>
    run(image(12), { ...config, ...more }, { pixelScaleArcsec: 0.5 }).pictures.map(({ name }) => name);
  expect(names({ plotPictures: false })).toEqual(["preview"]);
  const empty = run(image(0), config, { pixelScaleArcsec: 0.5 });
  expect(empty.pictures.map(({ name }) => name)).toEqual(["preview", "histogram"]);
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
    expect(Object.keys(missing).sort()).toEqual(
      ["psf_fwhm", "psf_fwhm_spread", "ee50", "ee80", "ee90", ...ofAmps, ...ofCalibrations].sort(),
    );
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

describe("a frame is measured as what its header says it is", () => {
  const scale = { pixelScaleArcsec: 0.5 };

  test.each(["bias", "dark"])("a %s has level, noise and structure, hits, and no stars", (imageType) => {
    const { metrics, missing, errors, warnings } = run(image(12), config, { ...scale, imageType });
    // Sky 500 and noise 4; the stars cover little of it.
    expect(Math.abs(metrics["frame_mean"]! - 500)).toBeLessThan(0.3);
    expect(Math.abs(metrics["frame_rms"]! - 4)).toBeLessThan(0.2);
    expect(errors["frame_mean"]).toBeCloseTo(metrics["frame_rms"]! / Math.sqrt(width * height), 2);
    expect(metrics["n_sources_5"]).toBe(12);
    for (const key of ["psf_fwhm", "psf_sigma", "psf_e1", "ee80", "n_psf_star"]) {
      expect([metrics[key], missing[key]]).toEqual([null, `a ${imageType} frame has no stars`]);
    }
    expect(missing["sky_gradient"]).toBe(`a ${imageType} frame sees no sky`);
    expect(warnings).toEqual([]);
  });

  test("a flat has its gradient, and no sources", () => {
    const sloped = image(0);
    for (let at = 0; at < sloped.data.length; at += 1) sloped.data[at] = sloped.data[at]! + (at % width);
    const { metrics, missing, plots } = run(sloped, config, { ...scale, imageType: "flat" });
    // Three whole cells of 64 px lie side by side; a slope of 1 a pixel, mean 599.5. The mesh is median-filtered.
    expect(metrics["frame_gradient"]).toBeGreaterThan(60);
    expect(metrics["frame_gradient"]).toBeLessThan(130);
    expect(metrics["sky_gradient"]).toBeCloseTo((100 * metrics["frame_gradient"]!) / metrics["sky_bg"]!, 9);
    expect(metrics["frame_structure"]).toBeGreaterThan(25);
    expect(Math.abs(metrics["frame_mean"]! - 599.5)).toBeLessThan(1);
    expect([metrics["n_sources_5"], missing["n_sources_5"]]).toEqual([null, "a flat frame has no sources"]);
    expect(Object.keys(plots)).toEqual(["histogram"]);
  });

  test.each([null, "science", "acq", "object", "cwfs"])("%s is sky", (imageType) => {
    expect(run(image(12), config, { ...scale, imageType })).toEqual(run(image(12), config, scale));
  });
});

describe("frames that are not as they should be", () => {
  const facts = { pixelScaleArcsec: 0.5 };
  type Light = (dx: number, dy: number) => number;

  /** Noise and sky of `image`, and a thing of this shape at each place. */
  function field(places: readonly (readonly [number, number])[], light: Light): DetectorImage {
    const made = image(0);
    for (const [cx, cy] of places) {
      for (let y = Math.max(0, cy - 40); y < Math.min(height, cy + 40); y += 1) {
        for (let x = Math.max(0, cx - 40); x < Math.min(width, cx + 40); x += 1) {
          made.data[y * width + x] = made.data[y * width + x]! + light(x - cx, y - cy);
        }
      }
    }
    return made;
  }
  const grid = [30, 90, 160].flatMap((x) => [30, 80, 130].map((y) => [x, y] as const));
  const donut =
    (radius: number): Light =>
    (dx, dy) => {
      const distance = Math.hypot(dx, dy);
      return distance < radius && distance > 0.4 * radius ? 300 : 0;
    };

  test.each([5, 8, 12])("donuts of radius %i px have no FWHM and say why", (radius) => {
    const { metrics, missing } = run(field(grid, donut(radius)), config, facts);
    expect(metrics["psf_fwhm"]).toBeNull();
    expect(missing["psf_fwhm"]).toMatch(/donuts .* out of focus/);
    expect(metrics["sky_bg"]).not.toBeNull();
  });

  test("trailed stars are told", () => {
    const trail: Light = (dx, dy) => (Math.abs(dx) < 14 ? 2000 * Math.exp(-(dy ** 2) / 4) : 0);
    const { warnings } = run(field(grid, trail), config, facts);
    expect(warnings.join()).toMatch(
      /the stars are trailed: 9 large sources are drawn out by \d+ % .* along (0|180|179|1)° from \+x/,
    );
  });

  test("a saturated field has no star to measure", () => {
    const { metrics, missing } = run(image(12, { saturationLevel: 1000, saturatedPixels: 99 }), config, facts);
    expect([metrics["n_psf_star"], metrics["psf_fwhm"], metrics["n_saturated"]]).toEqual([0, null, 99]);
    expect(missing["psf_fwhm"]).toMatch(/none of 12 sources is a star to measure: .*unsaturated/);
  });

  test("a field too crowded for isolated stars says so, and counts its sources", () => {
    const places = Array.from({ length: 200 }, (_, at) => [5 + 10 * (at % 20), 10 + 15 * Math.floor(at / 20)] as const);
    const crowded = field(places, (dx, dy) => 3000 * Math.exp(-(dx ** 2 + dy ** 2) / 6));
    const { metrics, missing } = run(crowded, config, facts);
    expect(metrics["n_sources_5"]).toBeGreaterThan(150);
    expect([metrics["n_psf_star"], metrics["psf_fwhm"]]).toEqual([0, null]);
    expect(missing["psf_fwhm"]).toMatch(/isolated/);
  });

  test("with fewer stars than the config asks for there is no PSF", () => {
    const { metrics, missing } = run(image(4), { ...config, minStars: 5 }, facts);
    expect([metrics["n_psf_star"], metrics["psf_fwhm"]]).toEqual([4, null]);
    expect(missing["psf_fwhm"]).toMatch(/^4 of 4 sources are stars to measure: .*; at least 5 are asked for$/);
  });
});

test("errors and samples say how much a number is worth, and only where it is one", () => {
  const { metrics, errors, samples } = run(image(12), config, { pixelScaleArcsec: 0.5 });
  expect(samples).toMatchObject({ psf_sigma: 12, psf_fwhm: 12, n_psf_star: 12, n_sources_5: 12, sky_bg: 12, ee80: 12 });
  expect(errors["n_sources_5"]).toBeCloseTo(Math.sqrt(12), 12);
  expect(errors["psf_fwhm"]).toBeCloseTo(0.5 * 2.35482 * errors["psf_sigma"]!, 12);
  // Stars of peak 3000 over noise 4: the scatter of their sizes is far below a percent.
  expect(errors["psf_sigma"]! / metrics["psf_sigma"]!).toBeLessThan(0.002);
  expect(Math.abs(metrics["psf_sigma"]! - sigmaPx)).toBeLessThan(5 * errors["psf_sigma"]!);
  expect(Math.abs(metrics["sky_bg"]! - 500)).toBeLessThan(5 * errors["sky_bg"]!);
  for (const key of [...Object.keys(errors), ...Object.keys(samples)]) expect(metrics[key]).not.toBeNull();
});

test("plots hold each star, the profile and the grid, in short numbers", () => {
  const { plots } = run(image(12), config, { pixelScaleArcsec: null });
  expect(plots.stars?.xPx.length).toBe(12);
  expect(plots.fwhmGrid?.stars.reduce((sum, count) => sum + count, 0)).toBe(12);
  for (const fwhm of plots.stars?.fwhmPx ?? []) expect(Math.abs(fwhm / (2.35482 * sigmaPx) - 1)).toBeLessThan(0.02);
  const { radiusPx, encircled, intensity } = plots.profile!;
  expect([radiusPx.length, radiusPx[0], encircled.at(-1)]).toEqual([24, 0.5, 1]);
  expect(Math.abs(encircled[radiusPx.indexOf(2)]! - (1 - Math.exp(-4 / (2 * sigmaPx ** 2))))).toBeLessThan(0.02);
  expect(Math.abs(intensity[radiusPx.indexOf(3)]! - Math.exp(-(2.875 ** 2) / (2 * sigmaPx ** 2)))).toBeLessThan(0.05);
  expect(JSON.stringify(plots).length).toBeLessThan(5000);
});

test("amplifiers become a table, and the detector's medians over it", () => {
  const overscan = { overscanPixels: 100, overscanMedian: 1000, overscanStd: 4 };
  const amp = { name: "C00", hdu: 1, ...overscan, dataPixels: 50, nominalReadNoise: null };
  const amps = [
    { ...amp, dataMedian: 20, saturatedPixels: 3, gain: 1.5, nominalReadNoise: 5.5 },
    {
      ...amp,
      name: "C01",
      hdu: 2,
      overscanMedian: 1010,
      overscanStd: 5,
      dataMedian: 21,
      saturatedPixels: 0,
      gain: null,
    },
    {
      ...amp,
      name: "C01",
      hdu: 3,
      overscanMedian: null,
      overscanStd: null,
      dataMedian: 22,
      saturatedPixels: null,
      gain: 2,
    },
  ];
  const outcome = run(image(0, { amps }), config, { pixelScaleArcsec: null });
  expect(outcome.amps.map(({ amp: name, read_noise: noise }) => [name, noise])).toEqual([
    ["C00", 6],
    ["C01 2", null],
    ["C01 3", null],
  ]);
  expect(outcome.amps.map((row) => row.nominal_read_noise)).toEqual([5.5, undefined, undefined]);
  expect(outcome.amps[1]?.missing["read_noise"]).toBe("neither the header nor the camera's data say the gain");
  expect(outcome.amps[2]?.missing).toMatchObject({
    read_noise: "the amplifier has no overscan",
    n_saturated: expect.stringMatching(/unknown/),
  });
  expect(outcome.metrics).toMatchObject({ overscan_median: 1005, overscan_std: 4.5, read_noise: 6 });
  expect(outcome.samples).toMatchObject({ overscan_median: 2, read_noise: 1 });
});
