/** Every kernel finds the same in an image in the kernels' memory, where it works in place, as in any other array. */
import { expect, test } from "vitest";
import { firstDifference } from "../../fixtures/first-difference.ts";
import { seededNormal } from "../../fixtures/seeded-noise.ts";
import { estimateBackground, subtractBackground } from "../background/background.ts";
import { halfLightRadius } from "../psf/half-light-radius.ts";
import { binImage } from "../render/bin-image.ts";
import { extractSources } from "../sources/extract-sources.ts";
import { medianOfPixels } from "../stats/median-of-pixels.ts";
import { addressOf } from "./kernels.ts";
import { borrowPixels, withPixels } from "./pixel-pool.ts";

/** Stars on a sloping sky, with a few holes. */
function sky(width: number, height: number): Float32Array {
  const normal = seededNormal(width);
  const data = new Float32Array(width * height).map((_, i) => 500 + 0.1 * (i % width) + 5 * normal());
  for (let star = 0; star < 40; star += 1) {
    const [x, y, peak] = [(star * 97) % width, (star * 61) % height, 80 * (1 + (star % 9))];
    for (let v = Math.max(0, y - 9); v < Math.min(height, y + 9); v += 1) {
      for (let u = Math.max(0, x - 9); u < Math.min(width, x + 9); u += 1) {
        const at = v * width + u;
        data[at] = data[at]! + peak * Math.exp(-((u - x) ** 2 + (v - y) ** 2) / 6);
      }
    }
  }
  for (let at = 1000; at < data.length; at += 7919) data[at] = Number.NaN;
  return data;
}

function measure(data: Float32Array, width: number, height: number) {
  const background = estimateBackground(data, width, height)!;
  const flat = subtractBackground(data, width, height, background);
  const sources = extractSources(flat, width, height, 5 * background.globalSigma);
  const radii = sources.map(({ x, y, a }) => halfLightRadius(flat, width, height, x, y, 6 * a));
  const { level, sigma } = background;
  return {
    flat,
    level,
    sigma,
    sources,
    radii,
    median: medianOfPixels(data),
    binned: binImage(data, width, height, 99),
  };
}

test.each([
  ["rows of whole vectors", 512, 300],
  ["odd rows", 387, 401],
])("%s", (_, width, height) => {
  const data = sky(width, height);
  const outside = measure(data, width, height);
  expect(outside.sources.length).toBeGreaterThan(10);
  withPixels(() => {
    const lent = borrowPixels(data.length);
    lent.set(data);
    const { flat, ...found } = measure(lent, width, height);
    expect(addressOf(flat)).not.toBeNull();
    expect(firstDifference(flat, outside.flat)).toBe(-1);
    const { flat: __, ...expected } = outside;
    expect(found).toEqual(expected);
  });
});
