/** References: the Gaussian's and Moffat's own formulas; photutils 3.0.0 exact circular apertures on an SDSS frame. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { estimateBackground, subtractBackground } from "../background/background.ts";
import { decodeImage } from "../fits/decode-image.ts";
import { readHdus } from "../fits/read-hdus.ts";
import { bytesSource } from "../fits/source.ts";
import { starProfile } from "./star-profile.ts";

const size = 81;
const parts = [0.5, 0.8, 0.9];

function star(x: number, y: number, light: (squaredRadius: number) => number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, at) =>
    light(((at % size) - x) ** 2 + (Math.floor(at / size) - y) ** 2),
  );
}
const radiiOf = (profile: ReturnType<typeof starProfile>) => profile!.radii.map(({ radiusPx }) => radiusPx);

test("a Gaussian holds a part f of its light within σ √(2 ln 1/(1 − f))", () => {
  const sigma = 2.5;
  const flat = star(40.3, 39.8, (rr) => 1000 * Math.exp(-rr / (2 * sigma ** 2)) + 3);
  const profile = starProfile(flat, size, size, [{ x: 40.3, y: 39.8 }], { outerPx: 18, parts, maxStars: 10 })!;
  expect(profile.stars).toBe(1);
  // Pixels spread the light a little: photutils says 2.964, 4.517 and 5.406 px.
  const byPhotutils = [2.9641563123907946, 4.516888865133435, 5.405628283123734];
  profile.radii.forEach(({ part, radiusPx, errorPx }, at) => {
    expect(Math.abs(radiusPx / (sigma * Math.sqrt(2 * Math.log(1 / (1 - part)))) - 1)).toBeLessThan(0.02);
    expect(Math.abs(radiusPx / byPhotutils[at]! - 1)).toBeLessThan(0.01);
    expect(errorPx).toBeNull();
  });
  const atFour = profile.radiusPx.indexOf(4);
  expect(Math.abs(profile.encircled[atFour]! - (1 - Math.exp(-16 / (2 * sigma ** 2))))).toBeLessThan(0.01);
  expect(profile.encircled.at(-1)).toBe(1);
  expect(profile.intensity[atFour]!).toBeCloseTo(Math.exp(-(3.875 ** 2) / (2 * sigma ** 2)), 1);
});

test("a Moffat's wings beyond the last radius are left out, and the sky next to it is taken off: as photutils", () => {
  const flat = star(40, 40, (rr) => 1e4 * (1 + rr / 9) ** -3);
  const radii = radiiOf(starProfile(flat, size, size, [{ x: 40, y: 40 }], { outerPx: 12, parts, maxStars: 10 }));
  [1.9655577891159253, 3.352406901955767, 4.377076476927291].forEach((radius, at) => {
    expect(Math.abs(radii[at]! / radius - 1)).toBeLessThan(0.01);
  });
});

test("stars at the border, and those with a pixel without a value, do not take part", () => {
  const flat = star(40, 40, (rr) => Math.exp(-rr / 8));
  const options = { outerPx: 10, parts, maxStars: 10 };
  expect(starProfile(flat, size, size, [{ x: 10, y: 40 }], options)).toBeNull();
  flat[40 * size + 45] = Number.NaN;
  expect(starProfile(flat, size, size, [{ x: 40, y: 40 }], options)).toBeNull();
  expect(starProfile(new Float32Array(size * size), size, size, [{ x: 40, y: 40 }], options)).toBeNull();
});

const folder = sharedPath("data");
if (folder === null) console.info(absent("data"));

describe.skipIf(folder === null)(`a real frame (${folder ?? absent("data")})`, () => {
  test("SDSS: radii are those of photutils within 0.5 %, the median star's too", () => {
    const packed = readFileSync(`${folder}/stars/sdss_fpC_005754_r3_0280.fits.gz`);
    const source = bytesSource(new Uint8Array(gunzipSync(packed)));
    const { data, width, height } = decodeImage(source, readHdus(source)[0]!);
    const flat = subtractBackground(data, width, height, estimateBackground(data, width, height)!);
    const reference = [
      { x: 99.214, y: 73.148, radii: [2.4711, 4.4473, 5.9245] },
      { x: 82.526, y: 140.943, radii: [2.9103, 5.3409, 7.0036] },
      { x: 90.058, y: 434.142, radii: [2.3183, 4.1485, 5.5645] },
      { x: 1373.289, y: 1313.73, radii: [2.1146, 3.7171, 4.9997] },
      { x: 318.001, y: 737.078, radii: [2.1952, 3.8558, 5.1854] },
    ];
    const options = { outerPx: 11, parts, maxStars: 10 };
    for (const one of reference) {
      const radii = radiiOf(starProfile(flat, width, height, [one], options));
      radii.forEach((radius, at) => {
        expect(Math.abs(radius / one.radii[at]! - 1)).toBeLessThan(0.005);
      });
    }
    const all = starProfile(flat, width, height, reference, options)!;
    expect(all.stars).toBe(5);
    expect(Math.abs(all.radii[1]!.radiusPx / 4.1485 - 1)).toBeLessThan(0.005);
  });
});
