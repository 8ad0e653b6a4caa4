/** The kernel and its plain twin find the same mesh, to the last bit. */
import { describe, expect, test } from "vitest";
import { firstDifference } from "../../fixtures/first-difference.ts";
import { seededNormal } from "../../fixtures/seeded-noise.ts";
import { kernels } from "../kernels/kernels.ts";
import { estimateBackground, subtractBackground } from "./background.ts";
import { measureMesh } from "./measure-mesh.ts";

const width = 333;
const height = 205;

function image(pixel: (x: number, y: number, noise: number) => number): Float32Array {
  const normal = seededNormal(3);
  return new Float32Array(width * height).map((_, i) => pixel(i % width, Math.floor(i / width), normal()));
}

const images: Record<string, Float32Array> = {
  "a sloping sky": image((x, y, noise) => 1000 + 0.5 * x + 0.2 * y + 30 * noise),
  "whole numbers": image((_x, _y, noise) => Math.round(1e4 + 5 * noise)),
  "two levels": image((x, _y, noise) => (x % 3 === 0 ? 10 : 500) + noise),
  "heavy tails": image((_x, _y, noise) => 100 + noise ** 7),
  "holes and infinities": image((x, y, noise) =>
    x > 70 && x < 140 && y > 60 ? Number.NaN : (x * y) % 997 === 0 ? Number.POSITIVE_INFINITY : noise,
  ),
  "sparse light": image((x, y) => (x === 100 && y === 100 ? 1e6 : (x * 31 + y * 17) % 101 === 0 ? 3 : 0)),
  constant: image(() => 7.25),
  nothing: image(() => Number.NaN),
};

describe.skipIf(kernels === null)("kernel and twin", () => {
  test.each(Object.entries(images))("%s", (_, data) => {
    for (const meshPx of [16, 64, 128]) {
      expect(measureMesh(data, width, height, meshPx)).toEqual(measureMesh(data, width, height, meshPx, null));
    }
  });

  test.each(Object.entries(images))("%s, made flat", (_, data) => {
    for (const meshPx of [16, 50, 64, 128, 500]) {
      const background = estimateBackground(data, width, height, { meshPx, filterCells: 3 });
      if (background === null) continue;
      const flat = subtractBackground(data, width, height, background);
      const twin = subtractBackground(data, width, height, background, new Float32Array(data.length), null);
      expect(firstDifference(flat, twin)).toBe(-1);
      const inPlace = data.slice();
      expect(firstDifference(flat, subtractBackground(inPlace, width, height, background, inPlace))).toBe(-1);
    }
  });

  test("cells whose side is no multiple of four are measured too", () => {
    const data = images["a sloping sky"]!;
    expect(measureMesh(data, width, height, 50)).toEqual(measureMesh(data, width, height, 50, null));
  });
});
