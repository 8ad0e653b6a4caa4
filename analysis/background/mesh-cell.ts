/**
 * Background level and noise of one mesh cell: clipped moments, then the mode of a clipped histogram.
 * The estimator is that of Source Extractor and SEP (Bertin & Arnouts 1996, A&AS 117, 393), in single precision where
 * theirs is, so that the numbers agree.
 */

/** A cell has no level when fewer than this part of its pixels have values. */
const minGoodFraction = 0.5;
/** The histogram reaches so many sigmas to either side, with at most so many bins. */
const histogramSigmas = 5;
const maxBins = 4096;
/** Bins are so wide that a Gaussian's peak bin holds about this many pixels. */
const pixelsInMode = 4;
/** Bins of a cell's histogram for each of its pixels. */
export const binsPerPixel = (Math.sqrt(2 / Math.PI) * histogramSigmas) / pixelsInMode;

const histogram = new Int32Array(maxBins + 1);

export interface CellLevel {
  level: number;
  sigma: number;
}

/** A rectangle of an image: index of its first pixel, its size, and the image's width. */
export interface CellBox {
  readonly start: number;
  readonly width: number;
  readonly height: number;
  readonly stride: number;
}

/** @returns level and sigma of the cell in the image's unit, or null when too many of its pixels are NaN. */
export function cellLevel(data: Float32Array, box: CellBox): CellLevel | null {
  const { width, height } = box;
  const first = momentsOf(data, box, -1e30, Number.POSITIVE_INFINITY);
  if (first.count < width * height * minGoodFraction || first.count === 0) return null;
  const low = Math.fround(first.mean - 2 * first.sigma);
  const high = Math.fround(first.mean + 2 * first.sigma);
  const { count, mean, sigma } = momentsOf(data, box, low, high);
  const bins = Math.min(maxBins, Math.trunc(binsPerPixel * count + 1));
  const binWidth = sigma > 0 ? Math.fround((2 * histogramSigmas * sigma) / bins) : 1;
  const zero = Math.fround(mean - histogramSigmas * sigma);
  fillHistogram(data, box, bins, binWidth, zero);
  return modeOf(bins, binWidth, zero, Math.fround(mean));
}

/**
 * Mean and standard deviation of the pixels from `low` to `high`; NaN fails every comparison. Every fourth column is
 * summed by itself, as the kernel does, so that both come to the same last bit.
 */
function momentsOf(
  data: Float32Array,
  { start, width, height, stride }: CellBox,
  low: number,
  high: number,
): { count: number; mean: number; sigma: number } {
  const sums = new Float64Array(4);
  const squares = new Float64Array(4);
  let count = 0;
  for (let y = 0, row = start; y < height; y += 1, row += stride) {
    for (let x = 0; x < width; x += 1) {
      const value = data[row + x] as number;
      if (value <= high && value >= low) {
        sums[x & 3] = (sums[x & 3] as number) + value;
        squares[x & 3] = (squares[x & 3] as number) + value * value;
        count += 1;
      }
    }
  }
  const total = ([a = 0, b = 0, c = 0, d = 0]: Float64Array) => a + c + (b + d);
  const mean = total(sums) / count;
  return { count, mean, sigma: Math.sqrt(Math.max(0, total(squares) / count - mean * mean)) };
}

function fillHistogram(data: Float32Array, box: CellBox, bins: number, binWidth: number, zero: number): void {
  const { start, width, height, stride } = box;
  histogram.fill(0, 0, bins + 1);
  const offset = Math.fround(0.499999 - Math.fround(zero / binWidth));
  for (let y = 0, row = start; y < height; y += 1, row += stride) {
    for (let i = row; i < row + width; i += 1) {
      const position = Math.fround(Math.fround((data[i] as number) / binWidth) + offset);
      // Truncation towards zero puts the half bin below the first into the first, as in the original.
      if (position > -1 && position < bins) {
        const bin = position | 0;
        histogram[bin] = (histogram[bin] as number) + 1;
      }
    }
  }
}

/** Clips the histogram at 3 sigma around its median until sigma settles; the mode is 2.5 median − 1.5 mean. */
function modeOf(bins: number, binWidth: number, zero: number, fallback: number): CellLevel {
  const last = bins - 1;
  let lowCut = 0;
  let highCut = last;
  let sigma = 10 * last;
  let before = 1;
  let mean = fallback;
  let median = fallback;
  for (let round = 0; round < 100 && sigma >= 0.1 && Math.abs(sigma / before - 1) > 1e-4; round += 1) {
    before = sigma;
    let count = 0;
    let sum = 0;
    let squares = 0;
    let lowCount = 0;
    let highCount = 0;
    let low = lowCut;
    let high = highCut;
    // Two fingers walk towards each other and meet at the median.
    for (let bin = lowCut; bin <= highCut; bin += 1) {
      if (lowCount < highCount) {
        lowCount += histogram[low] as number;
        low += 1;
      } else {
        highCount += histogram[high] as number;
        high -= 1;
      }
      const pixels = histogram[bin] as number;
      count += pixels;
      sum += pixels * bin;
      squares += pixels * bin * bin;
    }
    const fuller = Math.max(histogram[low] as number, high >= 0 ? (histogram[high] as number) : 0);
    median = high >= 0 ? high + 0.5 + (highCount - lowCount) / (2 * fuller) : 0;
    mean = count > 0 ? sum / count : sum;
    sigma = Math.sqrt(Math.max(0, (count > 0 ? squares / count : squares) - mean * mean));
    const lowEdge = median - 3 * sigma;
    const highEdge = median + 3 * sigma;
    lowCut = lowEdge > 0 ? Math.trunc(lowEdge + 0.5) : 0;
    highCut = highEdge < last ? Math.trunc(highEdge > 0 ? highEdge + 0.5 : highEdge - 0.5) : last;
  }
  const skewed = Math.abs((mean - median) / sigma) >= 0.3;
  const position = sigma > 0 ? (skewed ? median : 2.5 * median - 1.5 * mean) : mean;
  return { level: Math.fround(zero + position * binWidth), sigma: Math.fround(sigma * binWidth) };
}
