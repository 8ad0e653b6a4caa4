/** The exact median of an image without sorting or copying it. */
import { addressOf, kernels, workspace } from "../kernels/kernels.ts";
import { selectInPlace } from "./median.ts";

/** A sample of so many pixels tells where the median is; smaller images are counted at once. */
const sampleSize = 16384;
/** The median's rank in the sample is within so many of its standard deviations, half the root of the sample's size. */
const rankSigmas = 5;
/** Pixels that the kernel gets at a time. */
const batch = 65536;

/**
 * Median of the finite pixels. A sample brackets it, one pass counts what lies below the bracket and keeps what lies in
 * it, and the median is selected among those; where the bracket misses it or holds too much, all pixels are counted.
 * @returns the mean of the two middle ones when their number is even, null without finite pixels.
 */
export function medianOfPixels(data: Float32Array, by = kernels): number | null {
  return (by === null ? null : medianInBracket(data, by)) ?? medianByCounting(data);
}

function medianInBracket(data: Float32Array, by: NonNullable<typeof kernels>): number | null {
  if (data.length < 4 * sampleSize) return null;
  const sample = new Float32Array(sampleSize);
  let sampled = 0;
  const step = data.length / sampleSize;
  for (let at = 0; at < sampleSize; at += 1) {
    const value = data[Math.floor(at * step)] as number;
    if (Number.isFinite(value)) sample[sampled++] = value;
  }
  const reach = Math.ceil((rankSigmas / 2) * Math.sqrt(sampleSize));
  const middle = sampled >> 1;
  if (middle <= reach) return null;
  const low = selectInPlace(sample, middle - reach, sampled);
  const high = selectInPlace(sample, middle + reach, sampled);
  const kept = new Float32Array(Math.ceil(data.length / 8));
  const keptAt = 4 * batch;
  const resultAt = keptAt + 4 * batch + 16;
  const buffer = workspace();
  const dataAt = addressOf(data);
  const pixels = new Float32Array(buffer, 0, batch);
  const result = new Int32Array(buffer, resultAt, 3);
  let [finite, below, inside] = [0, 0, 0];
  for (let start = 0; start < data.length; start += batch) {
    const count = Math.min(batch, data.length - start);
    const isInPlace = dataAt !== null && count % 4 === 0;
    if (!isInPlace) {
      pixels.set(data.subarray(start, start + count));
      pixels.fill(Number.NaN, count, 4 * Math.ceil(count / 4));
    }
    by.partPixels(isInPlace ? dataAt + 4 * start : 0, count, low, high, keptAt, resultAt);
    const [here = 0, under = 0, taken = 0] = result;
    if (inside + taken > kept.length) return null;
    kept.set(new Float32Array(buffer, keptAt, taken), inside);
    finite += here;
    below += under;
    inside += taken;
  }
  const rank = (finite >> 1) - below;
  const needed = finite % 2 === 1 ? rank : rank - 1;
  if (needed < 0 || rank >= inside) return null;
  const upper = selectInPlace(kept, rank, inside);
  if (finite % 2 === 1) return upper;
  // The selection left what is smaller before its place.
  let lower = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rank; i += 1) if ((kept[i] as number) > lower) lower = kept[i] as number;
  return (lower + upper) / 2;
}

/**
 * Median of the finite pixels by counting: first by the upper 16 bits of each float (ordered as integers), then by the
 * lower 16 bits within the bucket that holds the middle. Two passes, whatever the values are.
 * @returns the mean of the two middle ones when their number is even, null without finite pixels.
 */
function medianByCounting(data: Float32Array): number | null {
  const bits = new Int32Array(data.buffer, data.byteOffset, data.length);
  const upper = new Uint32Array(65536);
  for (let i = 0; i < bits.length; i += 1) {
    const half = (bits[i] as number) >>> 16;
    upper[half] = (upper[half] as number) + 1;
  }
  const halves = new Uint16Array(65536);
  let used = 0;
  // From the most negative to the most positive; all exponent bits set is NaN or infinity.
  for (let half = 0xff7f; half >= 0x8000; half -= 1) halves[used++] = half;
  for (let half = 0; half < 0x7f80; half += 1) halves[used++] = half;
  let count = 0;
  for (let at = 0; at < used; at += 1) count += upper[halves[at] as number] as number;
  if (count === 0) return null;
  const high = valueAtRank(bits, upper, halves, count >> 1);
  if (count % 2 === 1) return high.value;
  // The rank below is nearly always the same value, or the next smaller one in the same bucket.
  return (
    (((count >> 1) - 1 >= high.firstRank ? high.value : valueAtRank(bits, upper, halves, (count >> 1) - 1).value) +
      high.value) /
    2
  );
}

/** The value of a rank, and the lowest rank that has the same value. */
function valueAtRank(
  bits: Int32Array,
  upper: Uint32Array,
  halves: Uint16Array,
  rank: number,
): { value: number; firstRank: number } {
  let at = 0;
  let before = 0;
  while (before + (upper[halves[at] as number] as number) <= rank) {
    before += upper[halves[at] as number] as number;
    at += 1;
  }
  const half = halves[at] as number;
  const lower = new Uint32Array(65536);
  for (let i = 0; i < bits.length; i += 1) {
    const bit = bits[i] as number;
    if (bit >>> 16 === half) lower[bit & 0xffff] = (lower[bit & 0xffff] as number) + 1;
  }
  // Among negative floats a larger pattern is a smaller value.
  const step = half >= 0x8000 ? -1 : 1;
  let low = step < 0 ? 0xffff : 0;
  while (before + (lower[low] as number) <= rank) {
    before += lower[low] as number;
    low += step;
  }
  const scratch = new DataView(new ArrayBuffer(4));
  scratch.setUint32(0, ((half << 16) | low) >>> 0);
  return { value: scratch.getFloat32(0), firstRank: before };
}
