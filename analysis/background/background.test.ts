import { expect, test } from "vitest";
import { defaultBackgroundOptions, estimateBackground, subtractBackground } from "./background.ts";
import { splineRow } from "./mesh-spline.ts";

const width = 300;
const height = 200;

/** A sloping sky with a deterministic pattern on it, not a multiple of the mesh. */
function slope(): Float32Array {
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1)
      data[y * width + x] = 1000 + 0.5 * x + 0.2 * y + ((x * 7919 + y * 104729) % 97) / 10;
  }
  return data;
}

test("level, noise and surface agree with SEP 1.4.1", () => {
  const background = estimateBackground(slope(), width, height)!;
  expect(background.globalLevel).toBeCloseTo(1110.0582275390625, 3);
  expect(background.globalSigma).toBeCloseTo(10.310006141662598, 4);
  const line = new Float32Array(width);
  const surface: [number, number, number][] = [
    [0, 0, 1004.3665771484375],
    [10, 150, 1081.9017333984375],
    [100, 100, 1074.8236083984375],
    [199, 299, 1185.163330078125],
    [63, 64, 1049.37353515625],
    [150, 20, 1044.93017578125],
  ];
  for (const [y, x, expected] of surface) {
    splineRow(background.spline, y, line);
    expect(line[x]).toBeCloseTo(expected, 2);
  }
});

test("masked pixels do not count; a cell of them takes its neighbours' level", () => {
  const data = new Float32Array(192 * 192).map((_, i) => 50 + (i % 7));
  for (let y = 64; y < 128; y += 1) data.fill(Number.NaN, y * 192 + 64, y * 192 + 128);
  const background = estimateBackground(data, 192, 192)!;
  const level = [...background.level];
  expect(Math.max(...level) - Math.min(...level)).toBeLessThan(0.5);
});

test("an image smaller than a cell has one cell", () => {
  const background = estimateBackground(
    new Float32Array(100).map((_, i) => i % 10),
    10,
    10,
  )!;
  expect([background.columns, background.rows]).toEqual([1, 1]);
  const flat = subtractBackground(new Float32Array(100).fill(background.globalLevel), 10, 10, background);
  expect(Math.max(...flat.map(Math.abs))).toBe(0);
});

test("a constant image has its level and no noise; one without values has nothing", () => {
  const constant = estimateBackground(new Float32Array(100 * 100).fill(7), 100, 100, defaultBackgroundOptions)!;
  expect([constant.globalLevel, constant.globalSigma]).toEqual([7, 0]);
  expect(estimateBackground(new Float32Array(100 * 100).fill(Number.NaN), 100, 100)).toBeNull();
});
