/** A histogram of an image's pixels between its extreme percentiles, from an even sample. */
import { sampleEvenly } from "../stats/even-stride.ts";

export interface PixelHistogram {
  /** Edges of the first and last bin, in the image's unit. */
  readonly from: number;
  readonly to: number;
  /** Sampled pixels in bins of equal width; the upper edge belongs to the last bin. */
  readonly counts: number[];
  /** Sampled pixels outside. */
  readonly below: number;
  readonly above: number;
}

const mostBins = 128;
/** Whole numbers with fewer values to a bin than this get bins of whole width. */
const valuesPerBin = 4;
const sampledPixels = 16_384;
const cutPart = 0.001;

/** @returns the histogram from the 0.1st to the 99.9th percentile, or null without a finite pixel. */
export function pixelHistogram(data: Float32Array, width: number, height: number): PixelHistogram | null {
  const sample = sampleEvenly(data, width, height, sampledPixels)
    .filter((value) => Number.isFinite(value))
    .sort();
  if (sample.length === 0) return null;
  const cut = Math.floor(cutPart * sample.length);
  const lowest = sample[cut] as number;
  const highest = sample[sample.length - 1 - cut] as number;
  const { from, to, bins } = binsOf(sample, lowest, highest);
  const counts = new Array<number>(bins).fill(0);
  const perBin = to > from ? bins / (to - from) : 0;
  let below = 0;
  let above = 0;
  for (const value of sample) {
    if (value < from) below += 1;
    else if (value > to) above += 1;
    else {
      const bin = Math.min(bins - 1, Math.floor((value - from) * perBin));
      counts[bin] = (counts[bin] as number) + 1;
    }
  }
  return { from, to, counts, below, above };
}

/** Whole numbers get bins of whole width, or a narrow histogram would show every other bin empty. */
function binsOf(sample: Float32Array, lowest: number, highest: number): { from: number; to: number; bins: number } {
  const values = highest - lowest + 1;
  const isNarrow = highest > lowest && values <= valuesPerBin * mostBins;
  if (!isNarrow || !sample.every(Number.isInteger)) return { from: lowest, to: highest, bins: mostBins };
  const width = Math.ceil(values / mostBins);
  const bins = Math.ceil(values / width);
  return { from: lowest - 0.5, to: lowest - 0.5 + bins * width, bins };
}
