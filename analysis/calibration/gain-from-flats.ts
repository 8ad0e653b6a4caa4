/** An amplifier's gain from two flats of the same light: photons scatter by the root of their number. */
import { clippedStatistics } from "../stats/clipped-statistics.ts";
import { errorOfMedian } from "../stats/error-of-median.ts";
import { medianInPlace } from "../stats/median.ts";

/** One amplifier's pixels in counts, bias taken off; NaN is no value. */
export interface FlatPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

export interface GainOptions {
  /** Noise of one frame without light, counts; its part of the scatter is taken off. */
  readNoiseAdu: number;
  /** Patches that are brighter on average are too near to saturation; null takes all. */
  maxLevelAdu: number | null;
  /** Side of a patch, pixels: small against the flat's own structure. */
  patchPx: number;
}

export interface Gain {
  /** e⁻/count, median over the patches. */
  readonly gain: number;
  /** Standard error by the patches' scatter; null for fewer than three. */
  readonly error: number | null;
  readonly patches: number;
  /** Median level of the patches that took part, counts, mean of both flats. */
  readonly levelAdu: number;
}

/** Wide enough to take nothing from a normal distribution, narrow enough for cosmic rays. */
const clipSigmas = 5;
const minPixelsInPatch = 100;

/**
 * gain = (1/mean₁ + 1/mean₂) / (variance(flat₁/mean₁ − flat₂/mean₂) − readNoise² (1/mean₁² + 1/mean₂²)), patch by
 * patch: the photon-transfer relation (Janesick 2001, Scientific Charge-Coupled Devices, chapter 2) for flats that
 * need not be equally bright. The difference takes out the flat's slope and the sensitivity of single pixels.
 * Brighter-fatter correlations make the gain of bright flats a little too large.
 * @returns null when no patch can be used.
 * @throws RangeError when the flats differ in size.
 */
export function gainFromFlats(
  first: FlatPixels,
  second: FlatPixels,
  { readNoiseAdu, maxLevelAdu, patchPx }: GainOptions,
): Gain | null {
  assertSameSize(first, second);
  const gains: number[] = [];
  const levels: number[] = [];
  for (let bottom = 0; bottom < first.height; bottom += patchPx) {
    for (let left = 0; left < first.width; left += patchPx) {
      const patch = patchOf(first, second, left, bottom, patchPx);
      if (!patch) continue;
      const { means, variance } = patch;
      const levelAdu = (means[0] + means[1]) / 2;
      if (maxLevelAdu !== null && levelAdu > maxLevelAdu) continue;
      const photonVariance = variance - readNoiseAdu ** 2 * (means[0] ** -2 + means[1] ** -2);
      if (photonVariance <= 0) continue;
      gains.push((1 / means[0] + 1 / means[1]) / photonVariance);
      levels.push(levelAdu);
    }
  }
  if (gains.length === 0) return null;
  return {
    gain: medianInPlace(Float64Array.from(gains)),
    error: errorOfMedian(gains),
    patches: gains.length,
    levelAdu: medianInPlace(Float64Array.from(levels)),
  };
}

/**
 * Noise of one frame without light from two of them: standard deviation of their difference / √2.
 * @returns counts, or null without enough pixels. @throws RangeError when the frames differ in size.
 */
export function readNoiseFromBiases(first: FlatPixels, second: FlatPixels): number | null {
  assertSameSize(first, second);
  const difference = first.data.map((value, at) => value - (second.data[at] as number));
  const found = clippedStatistics(difference, clipSigmas);
  return found && found.kept >= minPixelsInPatch ? found.std / Math.SQRT2 : null;
}

interface Patch {
  /** Clipped means of both flats, counts. */
  readonly means: readonly [number, number];
  /** Of the difference of the flats, each divided by its mean. */
  readonly variance: number;
}

function patchOf(first: FlatPixels, second: FlatPixels, left: number, bottom: number, patchPx: number): Patch | null {
  const [one, other] = [cutOut(first, left, bottom, patchPx), cutOut(second, left, bottom, patchPx)];
  const means = [
    clippedStatistics(one, clipSigmas)?.mean ?? 0,
    clippedStatistics(other, clipSigmas)?.mean ?? 0,
  ] as const;
  if (!(means[0] > 0 && means[1] > 0)) return null;
  const difference = clippedStatistics(
    one.map((value, at) => value / means[0] - (other[at] as number) / means[1]),
    clipSigmas,
  );
  if (!difference || difference.kept < minPixelsInPatch) return null;
  // From the population's to the sample's variance.
  return { means, variance: (difference.std ** 2 * difference.kept) / (difference.kept - 1) };
}

function cutOut({ width, height, data }: FlatPixels, left: number, bottom: number, patchPx: number): Float32Array {
  const right = Math.min(width, left + patchPx);
  const top = Math.min(height, bottom + patchPx);
  const cut = new Float32Array((right - left) * (top - bottom));
  for (let y = bottom, to = 0; y < top; y += 1) {
    for (let x = left; x < right; x += 1, to += 1) cut[to] = data[y * width + x] as number;
  }
  return cut;
}

function assertSameSize(first: FlatPixels, second: FlatPixels): void {
  if (first.width === second.width && first.height === second.height) return;
  throw new RangeError(
    `The frames differ in size: ${first.width} × ${first.height} and ${second.width} × ${second.height} pixels.`,
  );
}
