/** The exact median of an image without sorting or copying it. */

/**
 * Median of the finite pixels by counting: first by the upper 16 bits of each float (ordered as integers), then by the
 * lower 16 bits within the bucket that holds the middle. Two passes, whatever the values are.
 * @returns the mean of the two middle ones when their number is even, null without finite pixels.
 */
export function medianOfPixels(data: Float32Array): number | null {
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
