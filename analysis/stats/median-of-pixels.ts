/** The exact median of an image without sorting or copying it. */

/**
 * Median of the finite pixels by counting: first by the upper 16 bits of each float (ordered as integers), then by the
 * lower 16 bits within the bucket that holds the middle. Two passes, whatever the values are.
 * @returns the mean of the two middle ones when their number is even, null without finite pixels.
 */
export function medianOfPixels(data: Float32Array): number | null {
  const bits = new Int32Array(data.buffer, data.byteOffset, data.length);
  const upper = new Uint32Array(65536);
  let count = 0;
  for (let i = 0; i < bits.length; i += 1) {
    const bit = bits[i] as number;
    // All exponent bits set is NaN or infinity.
    if ((bit & 0x7f800000) === 0x7f800000) continue;
    const key = orderedKey(bit) >>> 16;
    upper[key] = (upper[key] as number) + 1;
    count += 1;
  }
  if (count === 0) return null;
  const high = valueAtRank(bits, upper, count >> 1);
  return count % 2 === 1 ? high : (valueAtRank(bits, upper, (count >> 1) - 1) + high) / 2;
}

/** An unsigned integer that is ordered as the float with these bits. */
function orderedKey(bit: number): number {
  return (bit < 0 ? ~bit : bit | 0x80000000) >>> 0;
}

function valueAtRank(bits: Int32Array, upper: Uint32Array, rank: number): number {
  let bucket = 0;
  let before = 0;
  while (before + (upper[bucket] as number) <= rank) {
    before += upper[bucket] as number;
    bucket += 1;
  }
  const lower = new Uint32Array(65536);
  for (let i = 0; i < bits.length; i += 1) {
    const bit = bits[i] as number;
    const key = orderedKey(bit);
    if (key >>> 16 !== bucket || (bit & 0x7f800000) === 0x7f800000) continue;
    lower[key & 0xffff] = (lower[key & 0xffff] as number) + 1;
  }
  let low = 0;
  while (before + (lower[low] as number) <= rank) {
    before += lower[low] as number;
    low += 1;
  }
  const key = ((bucket << 16) | low) >>> 0;
  const scratch = new DataView(new ArrayBuffer(4));
  scratch.setUint32(0, key >= 0x80000000 ? key ^ 0x80000000 : ~key >>> 0);
  return scratch.getFloat32(0);
}
