/** Gain and read noise of simulated photons whose truth is known; calibration by hand. */
import { describe, expect, test } from "vitest";
import { applyMasters, type Master } from "./apply-masters.ts";
import { gainFromFlats, readNoiseFromBiases } from "./gain-from-flats.ts";

const side = 256;
const options = { readNoiseAdu: 0, maxLevelAdu: null, patchPx: 64 };

/** Normal deviates by Box and Muller over Mulberry32. */
function deviates(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** A flat: photons (many, so normal), pixels of unequal sensitivity, a slope, read noise, whole counts. */
function flat(seed: number, { electrons, gain, readNoise }: { electrons: number; gain: number; readNoise: number }) {
  const deviate = deviates(seed);
  const sensitivity = deviates(99);
  const data = Float32Array.from({ length: side * side }, (_, at) => {
    const light = electrons * (1 + 0.02 * sensitivity()) * (1 + (0.2 * (at % side)) / side);
    return Math.round((light + Math.sqrt(light) * deviate() + readNoise * deviate()) / gain);
  });
  return { width: side, height: side, data };
}

describe("gainFromFlats", () => {
  test.each([
    [1.4, 40_000, 6],
    [0.7, 5000, 12],
    [3.2, 80_000, 5],
  ])("gain %f with %i electrons and a read noise of %i e⁻", (gain, electrons, readNoise) => {
    const truth = { electrons, gain, readNoise };
    const found = gainFromFlats(flat(1, truth), flat(2, truth), { ...options, readNoiseAdu: readNoise / gain })!;
    expect(found.patches).toBe(16);
    expect(found.error! / gain).toBeLessThan(0.015);
    expect(Math.abs(found.gain - gain)).toBeLessThan(3 * found.error!);
    expect(Math.abs((found.levelAdu * gain) / electrons / 1.1 - 1)).toBeLessThan(0.02);
  });

  test("flats of unequal light, cosmic rays and dead corners change nothing", () => {
    const [gain, readNoise] = [1.5, 6];
    const first = flat(3, { electrons: 30_000, gain, readNoise });
    const second = flat(4, { electrons: 33_000, gain, readNoise });
    for (let at = 0; at < side * side; at += 701) first.data[at] = 65_535;
    for (let y = 0; y < 64; y += 1) second.data.fill(Number.NaN, y * side, y * side + 64);
    const found = gainFromFlats(first, second, { ...options, readNoiseAdu: readNoise / gain })!;
    expect(found.patches).toBe(15);
    expect(Math.abs(found.gain - gain)).toBeLessThan(3 * found.error!);
  });

  test("without light, over the level, or of unequal size there is no gain", () => {
    const dark = { width: side, height: side, data: new Float32Array(side * side) };
    expect(gainFromFlats(dark, dark, options)).toBeNull();
    const bright = flat(5, { electrons: 30_000, gain: 1, readNoise: 5 });
    expect(gainFromFlats(bright, bright, { ...options, maxLevelAdu: 1000 })).toBeNull();
    const small = { width: 2, height: 2, data: new Float32Array(4) };
    expect(() => gainFromFlats(bright, small, options)).toThrow(
      "The frames differ in size: 256 × 256 and 2 × 2 pixels.",
    );
  });

  test("read noise from two biases, whatever pattern they share", () => {
    const noise = [deviates(7), deviates(8)];
    const [first, second] = noise.map((deviate) => ({
      width: side,
      height: side,
      data: Float32Array.from({ length: side * side }, (_, at) => 1000 + (at % 17) + 4.2 * deviate()),
    }));
    expect(Math.abs(readNoiseFromBiases(first!, second!)! / 4.2 - 1)).toBeLessThan(0.01);
  });
});

describe("applyMasters", () => {
  const image = { width: 3, height: 1, data: Float32Array.of(110, 220, Number.NaN) };
  const bare = { exposureTimeS: null, gains: null };
  const master = (id: string, ...values: number[]): Master => ({
    id,
    width: 3,
    height: 1,
    data: Float32Array.from(values),
  });

  test("(image − bias − dark · t / t_dark) / (flat / median), with what was applied", () => {
    const { data, applied, maskedPixels, leftOut } = applyMasters(
      image,
      {
        bias: master("bias-1", 10, 20, 30),
        dark: { ...master("dark-1", 4, 8, 0), exposureTimeS: 60 },
        flat: master("flat-1", 2000, 1000, 500),
      },
      { exposureTimeS: 30, gains: null },
    );
    expect([...data]).toEqual([98 / 2, 196, Number.NaN]);
    expect(applied).toEqual([
      { step: "bias", id: "bias-1", scale: 1 },
      { step: "dark", id: "dark-1", scale: 0.5 },
      { step: "flat", id: "flat-1", scale: 1000 },
    ]);
    expect([maskedPixels, leftOut]).toEqual([0, []]);
    expect([...image.data]).toEqual([110, 220, Number.NaN]);
  });

  test("with gains the image is in electrons, and a flat in counts does not take them out again", () => {
    const gains = [
      { left: 0, bottom: 0, width: 1, height: 1, factor: 2 },
      { left: 1, bottom: 0, width: 9, height: 9, factor: 4 },
    ];
    const bias = master("bias-1", 10, 20, 30);
    expect([...applyMasters(image, { bias }, { exposureTimeS: null, gains }).data]).toEqual([200, 800, Number.NaN]);
    // Even light on pixels of equal sensitivity: 400 electrons are 200 and 100 counts.
    const flat = master("flat-1", 200, 100, 100);
    const both = applyMasters(image, { bias, flat }, { exposureTimeS: null, gains });
    expect([...both.data]).toEqual([200, 800, Number.NaN]);
    expect(both.applied.at(-1)).toEqual({ step: "flat", id: "flat-1", scale: 400 });
    expect([...flat.data]).toEqual([200, 100, 100]);
  });

  test("bad pixels and those that the flat does not light have no value", () => {
    const badPixels = { id: "mask-1", width: 3, height: 1, data: Uint8Array.of(1, 0, 1) };
    expect(applyMasters(image, { badPixels }, bare)).toMatchObject({
      data: Float32Array.of(Number.NaN, 220, Number.NaN),
      maskedPixels: 1,
      applied: [{ step: "badPixels", id: "mask-1", scale: 1 }],
    });
    const dim = applyMasters(image, { flat: master("flat-1", 50, 1000, 1000) }, bare);
    expect([...dim.data]).toEqual([Number.NaN, 220, Number.NaN]);
  });

  test("what cannot be applied is left out and told, or refused", () => {
    const dark = { ...master("dark-1", 4, 8, 0), exposureTimeS: 60 };
    const unknown = applyMasters(image, { dark, flat: master("flat-1", 0, 0, 0) }, bare);
    expect([...unknown.data]).toEqual([110, 220, Number.NaN]);
    expect(unknown.applied).toEqual([]);
    expect(unknown.leftOut).toEqual([
      { step: "dark", id: "dark-1", why: "an exposure time is unknown or 0" },
      { step: "flat", id: "flat-1", why: "its median is not above 0" },
    ]);
    const small = { id: "bias-1", width: 1, height: 1, data: Float32Array.of(0) };
    expect(() => applyMasters(image, { bias: small }, bare)).toThrow(/bias-1 has 1 × 1 pixels, the image 3 × 1/);
  });
});
