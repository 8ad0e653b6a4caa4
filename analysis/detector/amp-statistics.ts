/** What one amplifier's overscan and data section say of it: bias level, noise, sky level, saturation. */
import { clippedStatistics } from "../stats/clipped-statistics.ts";
import { evenStride } from "../stats/even-stride.ts";
import { medianInPlace } from "../stats/median.ts";
import type { AmplifierPixels } from "./amplifier-pixels.ts";
import type { Amplifier } from "./amplifiers.ts";
import { gainOf, type KnownAmplifier } from "./known-amplifier.ts";

export interface AmpStatistics {
  /** The extension's name, or its number where it has none. */
  readonly name: string;
  readonly hdu: number;
  /** Finite pixels of the overscan; 0 where there is none, and then the next two are null. */
  readonly overscanPixels: number;
  /** Median of the overscan region, counts. */
  readonly overscanMedian: number | null;
  /** Standard deviation of the overscan region, clipped at 3 sigma, counts. */
  readonly overscanStd: number | null;
  /** Pixels of the data section that the median rests on. */
  readonly dataPixels: number;
  /** Median of the overscan-subtracted data section, counts. */
  readonly dataMedian: number | null;
  /** Pixels of the data section at or above saturation; null where the level is unknown. */
  readonly saturatedPixels: number | null;
  /** e⁻/count; null where it is unknown. */
  readonly gain: number | null;
  /** What the camera's data say, e⁻; null where they say nothing. */
  readonly nominalReadNoise: number | null;
}

/** The data section's median rests on every pixel of a small one and on about so many of a large one. */
const sampledPixels = 16_384;

/**
 * @param name unique in the file as far as its extensions' names are.
 * @param image the amplifier's own pixels in raw counts.
 * @param bias level of each row, as subtracted in assembly.
 * @param saturatedPixels as counted in assembly.
 */
export function ampStatistics(
  name: string,
  amplifier: KnownAmplifier,
  image: AmplifierPixels,
  bias: Float32Array,
  saturatedPixels: number | null,
): AmpStatistics {
  const overscan = overscanOf(amplifier, image);
  const sample = sampleOf(amplifier, image, bias);
  const dataMedian = medianInPlace(sample);
  return {
    name,
    hdu: amplifier.hdu.index,
    overscanPixels: overscan?.count ?? 0,
    overscanMedian: overscan?.median ?? null,
    overscanStd: overscan?.std ?? null,
    dataPixels: countNumbers(sample),
    dataMedian: Number.isFinite(dataMedian) ? dataMedian : null,
    saturatedPixels,
    gain: gainOf(amplifier),
    nominalReadNoise: amplifier.nominalReadNoise,
  };
}

function overscanOf({ overscan }: Amplifier, image: AmplifierPixels) {
  if (!overscan) return null;
  const pixels = image.whole ?? image.floats();
  const region = new Float32Array(overscan.width * overscan.height);
  for (let y = 0; y < overscan.height; y += 1) {
    const from = (overscan.y0 + y) * image.width + overscan.x0;
    const to = y * overscan.width;
    for (let x = 0; x < overscan.width; x += 1) region[to + x] = pixels[from + x] as number;
  }
  return clippedStatistics(region);
}

/** Overscan-subtracted pixels of the data section at even distances. */
function sampleOf({ data }: Amplifier, image: AmplifierPixels, bias: Float32Array): Float32Array {
  const pixels = image.whole ?? image.floats();
  const stride = evenStride(data.width, data.height, sampledPixels);
  const sample = new Float32Array(Math.ceil((data.width * data.height) / stride));
  let x = 0;
  let y = 0;
  for (let at = 0; at < sample.length; at += 1) {
    const row = data.y0 + y;
    sample[at] = (pixels[row * image.width + data.x0 + x] as number) - (bias[row] as number);
    x += stride;
    while (x >= data.width) {
      x -= data.width;
      y += 1;
    }
  }
  return sample;
}

function countNumbers(values: Float32Array): number {
  let count = 0;
  for (let at = 0; at < values.length; at += 1) if (!Number.isNaN(values[at] as number)) count += 1;
  return count;
}
