import { expect, test } from "vitest";
import { measurePhotometry } from "./source-photometry.ts";

function near(value: number | null, reference: number, relative: number): void {
  expect(value).not.toBeNull();
  expect(Math.abs((value ?? 0) / reference - 1)).toBeLessThan(relative);
}

test("an extended source's automatic flux, error and position are Source Extractor's", () => {
  // source-extractor 2.25, sky 0, threshold 6, PHOT_AUTOPARAMS 2.5,3.5, GAIN 4; the ellipse is sep.extract's.
  const size = 96;
  const data = new Float32Array(size * size);
  const [cos, sin] = [Math.cos(0.5), Math.sin(0.5)];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const u = (x - 46.3) * cos + (y - 50.8) * sin;
      const v = -(x - 46.3) * sin + (y - 50.8) * cos;
      data[y * size + x] = 400 * Math.exp(-Math.hypot(u / 5, v / 3));
    }
  }
  const galaxy = {
    x: 46.29870182062709,
    y: 50.79421749008415,
    a: 7.034784317016602,
    b: 4.25673770904541,
    theta: 0.4992479979991913,
  };
  const options = { factor: 2.5, leastScale: 3.5, leastRadiusPx: 0, skySigma: 0, gain: 4 };
  const found = measurePhotometry(data, size, size, galaxy, options);
  near(found.flux, 36128.54, 1e-6);
  near(found.fluxError, 95.03776, 1e-5);
  near(found.signalToNoise, 36128.54 / 95.03776, 1e-5);
  near(found.kronRadius, 3.5124957 / 2.5, 1e-6);
  // FITS counts pixels from 1, and the catalogue has four digits after the point.
  expect(Math.abs((found.windowed?.x ?? 0) - 46.3001)).toBeLessThan(2e-4);
  expect(Math.abs((found.windowed?.y ?? 0) - 50.8003)).toBeLessThan(2e-4);
  expect(found.flag).toBe(0);
});

test("without any pixel that has a value all is null, and flagged", () => {
  const none = new Float32Array(40 * 40).fill(Number.NaN);
  const source = { x: 20, y: 20, a: 2, b: 2, theta: 0 };
  const options = { factor: 2.5, leastScale: 3.5, leastRadiusPx: 0, skySigma: 1, gain: 1 };
  const nothing = measurePhotometry(none, 40, 40, source, options);
  expect(nothing).toEqual({
    flux: null,
    fluxError: null,
    signalToNoise: null,
    kronRadius: null,
    halfLightRadiusPx: null,
    windowed: null,
    flag: 0x20 | 0x40 | 0x80,
  });
});
