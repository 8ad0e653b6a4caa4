/** RICE_1 compression of integer pixels, as the FITS standard (4.0, section 10.4.1) describes it. */

/** Pixels in a block that share a coding parameter; the value of ZVAL1 (BLOCKSIZE). */
export const riceBlockPixels = 32;

/** Per pixel width: bits of the field that names a block's parameter, the largest parameter, bits of a raw value. */
const forms = {
  2: { parameterBits: 4, parameterMax: 14, valueBits: 16 },
  4: { parameterBits: 5, parameterMax: 25, valueBits: 32 },
} as const;

/**
 * Compresses one tile.
 * @param pixels integers of `bytesPerPixel` bytes (an Int16Array with 2, an Int32Array with 4).
 * @returns the compressed bytes; never longer than `riceMaxBytes`.
 */
export function riceEncode(pixels: Int16Array | Int32Array): Uint8Array {
  const bytesPerPixel = pixels instanceof Int16Array ? 2 : 4;
  const { parameterBits, parameterMax, valueBits } = forms[bytesPerPixel];
  const bits = new BitWriter(riceMaxBytes(pixels.length, bytesPerPixel));
  const mapped = new Uint32Array(riceBlockPixels);
  let last = pixels.length > 0 ? (pixels[0] as number) : 0;
  if (pixels.length > 0) bits.write(last, valueBits);
  for (let start = 0; start < pixels.length; start += riceBlockPixels) {
    const count = Math.min(riceBlockPixels, pixels.length - start);
    let sum = 0;
    for (let at = 0; at < count; at += 1) {
      const pixel = pixels[start + at] as number;
      // Differences wrap at the width of a pixel: a decoder adds them with the same wrap.
      const difference = bytesPerPixel === 2 ? ((pixel - last) << 16) >> 16 : (pixel - last) | 0;
      const folded = (difference < 0 ? ~(difference << 1) : difference << 1) >>> 0;
      mapped[at] = folded;
      sum += folded;
      last = pixel;
    }
    const parameter = parameterOf(sum, count);
    if (parameter >= parameterMax) {
      bits.write(parameterMax + 1, parameterBits);
      for (let at = 0; at < count; at += 1) bits.write(mapped[at] as number, valueBits);
    } else if (sum === 0) {
      bits.write(0, parameterBits);
    } else {
      bits.write(parameter + 1, parameterBits);
      for (let at = 0; at < count; at += 1) {
        const value = mapped[at] as number;
        bits.writeUnary(value >>> parameter);
        if (parameter > 0) bits.write(value, parameter);
      }
    }
  }
  return bits.finish();
}

/** @returns the most bytes that a tile can take: every block written raw, plus its parameter. */
export function riceMaxBytes(pixelCount: number, bytesPerPixel: 2 | 4): number {
  return (pixelCount + 1) * bytesPerPixel + Math.ceil(pixelCount / riceBlockPixels) + 8;
}

/** The number of low bits to write plainly: the base-2 logarithm of half the mean folded difference. */
function parameterOf(sum: number, count: number): number {
  const mean = Math.max(0, Math.floor((sum - (count >> 1) - 1) / count));
  let parameter = 0;
  for (let half = Math.floor(mean / 2); half > 0; half = Math.floor(half / 2)) parameter += 1;
  return parameter;
}

/** Appends bits, most significant first. */
class BitWriter {
  readonly #bytes: Uint8Array;
  #length = 0;
  #pending = 0;
  #pendingBits = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** Writes the low `count` bits (1…32) of a value. */
  write(value: number, count: number): void {
    if (count > 16) {
      this.#push((value >>> 16) & (0xffff >>> (32 - count)), count - 16);
      this.#push(value & 0xffff, 16);
    } else {
      this.#push(value & (0xffff >>> (16 - count)), count);
    }
  }

  /** Writes `zeros` zero bits and a one. */
  writeUnary(zeros: number): void {
    let left = zeros;
    for (; left >= 16; left -= 16) this.#push(0, 16);
    this.#push(1, left + 1);
  }

  finish(): Uint8Array {
    if (this.#pendingBits > 0) this.#push(0, 8 - this.#pendingBits);
    return this.#bytes.slice(0, this.#length);
  }

  /** At most 7 bits wait, so 16 more always fit into 32. */
  #push(value: number, count: number): void {
    let pending = (this.#pending << count) | value;
    let waiting = this.#pendingBits + count;
    while (waiting >= 8) {
      waiting -= 8;
      this.#bytes[this.#length] = pending >>> waiting;
      this.#length += 1;
    }
    pending &= (1 << waiting) - 1;
    this.#pending = pending;
    this.#pendingBits = waiting;
  }
}
