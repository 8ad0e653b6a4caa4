import { expect, test } from "vitest";
import { defaultExtractOptions, extractSources, TooManyPixels } from "./extract-sources.ts";
import { nextRandom } from "./pseudo-random.ts";

const width = 120;
const height = 80;

/** A patterned sky with a blend, an elongated star, one at the border, and a bright one with a faint neighbour. */
function field(): Float32Array {
  const stars = [
    [30.3, 40.2, 200, 2, 2],
    [37.1, 42.6, 120, 2, 2],
    [80, 20.5, 90, 1.5, 3],
    [1, 70, 60, 2, 2],
    [100, 60, 500, 2.5, 2.5],
    [107.5, 60, 25, 1.2, 1.2],
  ] as const;
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let value = Math.fround((((x * 31 + y * 17) % 11) - 5) * 0.2);
      for (const [cx, cy, peak, sx, sy] of stars) {
        value += peak * Math.exp(-0.5 * (((x - cx) / sx) ** 2 + ((y - cy) / sy) ** 2));
      }
      data[y * width + x] = value;
    }
  }
  return data;
}

test("sources agree with SEP 1.4.1: order, positions, fluxes, shapes, sizes and flags", () => {
  // sep.extract(field, 3.0): x, y, flux, peak, a, b, theta, npix, flag.
  const expected = [
    [
      80.00524930544051, 20.502357227691355, 2492.815673828125, 89.7586441040039, 2.900730848312378, 1.5668777227401733,
      -1.5684092044830322, 111, 0,
    ],
    [
      30.385601528179187, 40.236248302291735, 5214.5263671875, 196.67080688476562, 2.1251978874206543,
      2.0585694313049316, 0.5027075409889221, 110, 1,
    ],
    [
      36.87324263089882, 42.48409709776573, 2759.983154296875, 118.35136413574219, 2.0237584114074707,
      1.8228951692581177, -1.3059803247451782, 79, 1,
    ],
    [
      100.08538924249393, 60.000107376594116, 19782.990234375, 500.20001220703125, 2.671035051345825,
      2.5440850257873535, 0.00046298347297124565, 227, 0,
    ],
    [
      1.848005781328144, 70.00183140963433, 1131.3226318359375, 59, 1.9429843425750732, 1.409231424331665,
      -1.570114254951477, 55, 2,
    ],
  ];
  const sources = extractSources(field(), width, height, 3);
  expect(sources.map(({ pixelCount, flag }) => [pixelCount, flag])).toEqual(
    expected.map(([, , , , , , , n, flag]) => [n, flag]),
  );
  sources.forEach(({ x, y, flux, peak, a, b, theta }, at) => {
    [x, y, flux, peak, a, b, theta].forEach((value, field) => {
      const reference = expected[at]?.[field] as number;
      expect(Math.abs(value - reference)).toBeLessThan(1e-5 * Math.max(1, Math.abs(reference)));
    });
  });
});

test("the same image gives the same sources again", () => {
  expect(extractSources(field(), width, height, 3)).toEqual(extractSources(field(), width, height, 3));
});

test("pixels without a value are never a source, their neighbours may be", () => {
  const data = new Float32Array(400);
  for (let y = 5; y < 12; y += 1) data.fill(100, y * 20 + 5, y * 20 + 12);
  const whole = extractSources(data, 20, 20, 10)[0]!;
  data[8 * 20 + 8] = Number.NaN;
  const holed = extractSources(data, 20, 20, 10)[0]!;
  expect(whole.flux - holed.flux).toBe(100);
  expect(extractSources(new Float32Array(400).fill(Number.NaN), 20, 20, 10)).toEqual([]);
});

test("fewer connected pixels than asked for are no source", () => {
  const data = new Float32Array(400);
  data[10 * 20 + 10] = 100;
  // The filter spreads one pixel over nine: 25 in the centre, 12.5 beside it, 6.25 at the corners.
  expect(extractSources(data, 20, 20, 12)).toHaveLength(1);
  expect(extractSources(data, 20, 20, 13)).toHaveLength(0);
});

test("an image above the threshold everywhere is refused when that is too much", () => {
  const data = new Float32Array(400).fill(5);
  expect(() => extractSources(data, 20, 20, 1, { ...defaultExtractOptions, maxActivePixels: 100 })).toThrow(
    TooManyPixels,
  );
  expect(extractSources(data, 20, 20, 1)).toHaveLength(1);
});

test("the generator is glibc's rand_r", () => {
  const random = { state: 1 };
  expect([1, 2, 3, 4].map(() => nextRandom(random))).toEqual([476707713, 1186278907, 505671508, 2137716191]);
});
