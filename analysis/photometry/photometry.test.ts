import { describe, expect, test } from "vitest";
import { halfLightRadius } from "../psf/half-light-radius.ts";
import { circle } from "./aperture.ts";
import { type ApertureSum, ringLevel, subtractRing, sumAperture, sumRing } from "./aperture-sum.ts";
import { fluxRadii } from "./flux-radius.ts";
import { kronFlux, kronRadius } from "./kron.ts";
import { windowedPosition, windowSigmaPx } from "./windowed-position.ts";

const width = 64;
const height = 48;

/** A patterned sky with an upright, a flat and a round star, the last at the left border. */
function field(): Float32Array {
  const stars = [
    [20.3, 21.6, 300, 2, 3],
    [48.7, 30.2, 150, 2.5, 1.6],
    [2.2, 40.4, 80, 1.8, 1.8],
  ] as const;
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let value = (((x * 31 + y * 17) % 11) - 5) * 0.2;
      for (const [cx, cy, peak, sx, sy] of stars) {
        value += peak * Math.exp(-0.5 * (((x - cx) / sx) ** 2 + ((y - cy) / sy) ** 2));
      }
      data[y * width + x] = value;
    }
  }
  return data;
}

/** The same with holes in the first two stars. */
function holed(): Float32Array {
  const data = field();
  data[21 * width + 20] = Number.NaN;
  for (const y of [30, 31]) data.fill(Number.NaN, y * width + 47, y * width + 50);
  return data;
}

/** On the stars, and on the empty sky. */
const places = [
  [20.3, 21.6],
  [48.53, 30.04],
  [2.2, 40.4],
  [33, 12.25],
] as const;

/** The pattern differs from numpy's by the last bit of a 32-bit float here and there. */
function near(value: number | null, reference: number, relative = 1e-5): void {
  expect(value).not.toBeNull();
  expect(Math.abs((value as number) - reference)).toBeLessThan(relative * Math.max(1, Math.abs(reference)));
}

function compare(sums: readonly ApertureSum[], fluxes: readonly number[], errors: readonly number[], flags: number[]) {
  sums.forEach(({ flux, fluxError }, at) => {
    near(flux, fluxes[at] as number);
    near(fluxError, errors[at] as number);
  });
  expect(sums.map(({ flag }) => flag)).toEqual(flags);
}

describe("values of SEP 1.2.1", () => {
  // sep.sum_circle(data, x, y, 5.3, err=1.5, gain=2.0, subpix=…): flux, error; the third is cut by the border.
  test.each([
    [
      0,
      [9951.827839171403, 3578.7074898432115, 1507.7565372045287, 0.8882408068734463],
      [71.93379198453403, 44.58598720012954, 30.24311856750379, 14.10675831266509],
    ],
    [
      1,
      [9902.976956367493, 3561.4594064354897, 1508.697311103344, 3.01623965748779],
      [71.72857504637706, 44.45761693138471, 30.23406448944091, 14.36168930971367],
    ],
    [
      5,
      [9948.301853370669, 3578.8535540029407, 1508.2896717143055, 0.9259550348952534],
      [71.91641625307349, 44.58561177108003, 30.258962901215778, 14.116408095455713],
    ],
  ])("circles, %i subpixels", (subpixels, fluxes, errors) => {
    const data = field();
    const options = { subpixels, skySigma: 1.5, gain: 2 };
    const sums = places.map(([x, y]) => sumAperture(data, width, height, circle(x, y, 5.3), options));
    compare(sums, fluxes, errors, [0, 0, 0x10, 0]);
  });

  // sep.sum_ellipse(data, x, y, 3.1, 1.7, 0.6, 2.2, err=1.5, subpix=…)
  test.each([
    [
      0,
      [8942.845121777997, 3453.2143062048794, 1461.108076012266, 1.9492877494320433],
      [13.427469786497916, 13.427469786497914, 11.82827398708728, 13.427469786497916],
    ],
    [
      1,
      [9078.084956169128, 3407.60042232275, 1469.9368302971125, 4.402965125428113],
      [13.665650368716449, 13.076696830622021, 11.905880899790658, 13.5],
    ],
    [
      5,
      [8944.333313758372, 3451.285418094844, 1461.8600145977737, 1.9798294512720411],
      [13.423114392718256, 13.419761547807026, 11.83765179416932, 13.426466400360146],
    ],
  ])("ellipses, %i subpixels", (subpixels, fluxes, errors) => {
    const data = field();
    const options = { subpixels, skySigma: 1.5, gain: null };
    const ellipse = { a: 3.1, b: 1.7, theta: 0.6, scale: 2.2 };
    const sums = places.map(([x, y]) => sumAperture(data, width, height, { ...ellipse, x, y }, options));
    compare(sums, fluxes, errors, [0, 0, 0x10, 0]);
  });

  // sep.sum_ellipann(data, x, y, 3.1, 1.7, 0.6, 1.3, 2.7, err=1.5, gain=2.0, subpix=…)
  test.each([
    [
      0,
      [4648.01906212491, 1298.7130217464626, 391.0032025364101, -0.8194888437965733],
      [50.32511864314007, 29.29103184008547, 18.28741459505335, 14.443269553105678],
    ],
    [
      1,
      [4700.80089138262, 1353.2227748762816, 358.2068427950144, -0.7801286954219171],
      [50.615219506501305, 29.801197751737107, 17.849465577364136, 14.309088021254185],
    ],
    [
      5,
      [4644.3932276671385, 1299.8977035044884, 387.74404432064864, -0.9086476916139355],
      [50.30901125875532, 29.305952496928747, 18.23875056467203, 14.424978336205573],
    ],
  ])("rings, %i subpixels", (subpixels, fluxes, errors) => {
    const data = field();
    const options = { subpixels, skySigma: 1.5, gain: 2 };
    const outer = { a: 3.1, b: 1.7, theta: 0.6, scale: 2.7 };
    const sums = places.map(([x, y]) => sumRing(data, width, height, { ...outer, x, y }, 1.3, options));
    compare(sums, fluxes, errors, [0, 0, 0x10, 0]);
  });

  test("circles without the sky of a ring", () => {
    // sep.sum_circle(data, x, y, 4.0, err=1.5, bkgann=(7, 11.5))
    const data = field();
    const sums = places.map(([x, y]) => {
      const sum = sumAperture(data, width, height, circle(x, y, 4), { subpixels: 5, skySigma: 1.5, gain: null });
      return subtractRing(sum, ringLevel(data, width, height, x, y, 7, 11.5, 1.5));
    });
    compare(
      sums,
      [7991.5306178342, 3139.3391943920055, 1420.7080399989918, -53.44344262287604],
      [11.596020885894456, 11.6393645122919, 11.84280061116413, 11.55035846496311],
      [0, 0, 0x10, 0],
    );
  });

  test("pixels without a value count as the mean of the others", () => {
    // sep.sum_circle(data, x, y, 5.3, err=1.5, mask=…)
    const data = holed();
    const options = { subpixels: 5, skySigma: 1.5, gain: null };
    compare(
      places.map(([x, y]) => sumAperture(data, width, height, circle(x, y, 5.3), options)),
      [9767.830954757357, 3011.574987227736, 1508.2896717143055, 0.9259550348952534],
      [14.064849803677252, 14.087228258248675, 12.706691150728425, 14.1],
      [0x20, 0x20, 0x10, 0],
    );
  });

  test("Kron radii", () => {
    // sep.kron_radius(data, x, y, a, b, theta, 6.0), and with a mask and one ellipse for all.
    const data = field();
    const shapes = [
      [3, 2, Math.PI / 2],
      [2.5, 1.6, 0],
      [1.8, 1.8, 0],
      [2, 2, 0],
    ] as const;
    const expected = [1.2535438011129931, 1.2548853730860567, 1.1815636137806715, 5.552816690308153];
    places.forEach(([x, y], at) => {
      const [a, b, theta] = shapes[at]!;
      const { radius, flag } = kronRadius(data, width, height, { x, y, a, b, theta });
      near(radius, expected[at] as number, at === 3 ? 1e-3 : 1e-5);
      expect(flag).toBe([0, 0x10, 0x10, 0][at]);
    });
    const masked = [1.6133462199314912, 1.379279800916183, 1.0347273078282508];
    masked.forEach((reference, at) => {
      const [x, y] = places[at]!;
      const { radius, flag } = kronRadius(holed(), width, height, { x, y, a: 2.5, b: 1.8, theta: 0.3 });
      near(radius, reference);
      expect(flag).toBe(at === 2 ? 0x10 : 0x20);
    });
  });

  test("flux radii, of the light inside and of a given total", () => {
    // sep.flux_radius(data, x, y, rmax, [0.2, 0.5, 0.9], subpix=5), then with normflux.
    const data = field();
    const outer = [15, 15, 9];
    const own = [
      [1.6419587025483142, 2.944924522665447, 5.548227216421678],
      [1.356692765246898, 2.427719869762784, 4.6138956909906685],
      [1.1745013906820096, 2.0585203166598083, 3.6930428014542755],
    ];
    const given = [
      [1.5301163771056834, 2.7050742301074324, 4.552695607848095],
      [1.1913102144023415, 2.066362515861124, 3.324205094461708],
      [0.9763439957009941, 1.5756797198369934, 2.320217734736822],
    ];
    // A subpixel on the rim between two rings falls to either by the last bit of its distance.
    outer.forEach((outerPx, at) => {
      const [x, y] = places[at]!;
      const of = (total: number | null) => fluxRadii(data, width, height, x, y, outerPx, [0.2, 0.5, 0.9], total);
      of(null).radiiPx.forEach((radius, which) => {
        near(radius, own[at]?.[which] as number, 1e-4);
      });
      of([10000, 3000, 1000][at]!).radiiPx.forEach((radius, which) => {
        near(radius, given[at]?.[which] as number, 1e-4);
      });
      expect(of(null).flag).toBe([0, 0x10, 0x10][at]);
      near(of(null).radiiPx[1] ?? null, halfLightRadius(data, width, height, x, y, outerPx), 1e-4);
    });
    // …(data, x, y, 9, 0.5, mask=…): a hole counts as the mean of its ring.
    [2.9363234113975647, 2.5446077204613147, 2.0585203166598083].forEach((radius, at) => {
      const [x, y] = places[at]!;
      const around = fluxRadii(holed(), width, height, x, y, 9, [0.5]);
      near(around.radiiPx[0] ?? null, radius, 1e-4);
      expect(around.flag).toBe(at === 2 ? 0x10 : 0x20);
    });
    // More than there is lies at the outermost radius.
    expect(fluxRadii(data, width, height, 33, 12.25, 8, [0.5], 100).radiiPx).toEqual([8]);
  });

  test("windowed positions", () => {
    // sep.winpos(data, x + 0.4, y - 0.3, [2.2, 1.7, 1.5]), and sep.winpos(data, x, y, 2.0, mask=…)
    const starts = [
      [2.2, 20.300000432214514, 21.59994174758611],
      [1.7, 48.7001218394062, 30.199793973870694],
      [1.5, 2.257238969610159, 40.39910624872042],
    ] as const;
    const masked = [
      [20.33295352481999, 21.714974967768242],
      [49.56005611187077, 30.01626102719458],
      [2.308928246988606, 40.40038980115845],
    ] as const;
    starts.forEach(([sigma, toX, toY], at) => {
      const [x, y] = places[at]!;
      const found = windowedPosition(field(), width, height, x + 0.4, y - 0.3, sigma);
      expect(Math.hypot(found.x - toX, found.y - toY)).toBeLessThan(2e-6);
      expect(found.flag).toBe(at === 2 ? 0x10 : 0);
      const [maskedX, maskedY] = masked[at]!;
      const around = windowedPosition(holed(), width, height, x, y, 2);
      expect(Math.hypot(around.x - maskedX, around.y - maskedY)).toBeLessThan(2e-5);
      expect(around.flag).toBe(at === 2 ? 0x10 : 0x20);
    });
  });
});

test("a compact source gets at least the least ellipse, and at least the least circle", () => {
  const data = field();
  const star = { x: 48.7, y: 30.2, a: 2.5, b: 1.6, theta: 0 };
  const wide = kronFlux(data, width, height, star);
  expect(wide.kronRadius).toBeLessThan(3.5 / 2.5);
  expect(wide.aperture).toEqual({ ...star, scale: 3.5 });
  const options = { factor: 2.5, leastScale: 0, leastRadiusPx: 9, skySigma: null, gain: null };
  const round = kronFlux(data, width, height, star, options);
  expect(round.aperture).toEqual({ x: 48.7, y: 30.2, a: 1, b: 1, theta: 0, scale: 9 });
  expect(round.fluxError).toBeNull();
});

describe("what cannot be measured is null and flagged", () => {
  const none = new Float32Array(width * height).fill(Number.NaN);
  const dark = new Float32Array(width * height).fill(-1);
  const source = { x: 30, y: 20, a: 2, b: 2, theta: 0 };

  test("there is no light", () => {
    expect(kronRadius(dark, width, height, source)).toEqual({ radius: null, flag: 0x80 });
    expect(fluxRadii(dark, width, height, 30, 20, 8, [0.5]).radiiPx).toEqual([null]);
    expect(windowedPosition(dark, width, height, 30, 20, 2)).toEqual({ x: 30, y: 20, iterations: 1, flag: 0x80 });
  });

  test("the aperture lies outside of the image", () => {
    const sum = sumAperture(field(), width, height, circle(-20, 10, 5), { subpixels: 0, skySigma: 1, gain: 1 });
    expect(sum).toEqual({ flux: null, fluxError: null, areaPx: 0, maskedPx: 0, flag: 0x10 | 0x40 });
  });

  test("without a ring there is no flux above it", () => {
    const sum = sumAperture(field(), width, height, circle(20, 20, 5));
    const ring = ringLevel(none, width, height, 20, 20, 7, 9, 1);
    expect(ring.level).toBeNull();
    expect(subtractRing(sum, ring)).toMatchObject({ flux: null, fluxError: null });
  });

  test("a window that leaves its source stays where it began", () => {
    // On this patch of empty sky sep.winpos ends at (7.07, 99.998), outside of the image.
    const start = { x: 33.4, y: 11.95 };
    const lost = windowedPosition(field(), width, height, start.x, start.y, 2);
    expect(lost).toMatchObject(start);
    expect(lost.flag & 0x80).toBe(0x80);
  });
});

test("a window is never narrower than half a pixel's half-light radius asks for", () => {
  expect(windowSigmaPx(0.1)).toBeCloseTo(0.42553, 5);
  expect(windowSigmaPx(2.35)).toBeCloseTo(2, 12);
});
