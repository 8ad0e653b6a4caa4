/** Floats kept as scaled integers in tiles, with subtractive dithering (FITS standard 4.0 section 10.2). */

/** How ZQUANTIZ says that a tile's floats were turned into integers. */
export type Dithering = "NO_DITHER" | "SUBTRACTIVE_DITHER_1" | "SUBTRACTIVE_DITHER_2";

/** @returns whether a ZQUANTIZ is one that the standard has. */
export function isDithering(name: string): name is Dithering {
  return name === "NO_DITHER" || name === "SUBTRACTIVE_DITHER_1" || name === "SUBTRACTIVE_DITHER_2";
}

const randomCount = 10_000;
/** With SUBTRACTIVE_DITHER_2 this integer is exactly 0.0. */
const zeroCode = -2147483646;

let sequence: Float32Array | null = null;

/** The standard's 10 000 pseudo-random numbers: a Lehmer generator of 16807 modulo 2³¹ − 1 from seed 1. */
function randomSequence(): Float32Array {
  if (sequence) return sequence;
  sequence = new Float32Array(randomCount);
  let seed = 1;
  for (let i = 0; i < randomCount; i += 1) {
    seed = (16807 * seed) % 2147483647;
    sequence[i] = seed / 2147483647;
  }
  return sequence;
}

export interface Quantization {
  readonly scale: number;
  readonly zero: number;
  /** Integer that means NaN; null is none. */
  readonly blank: number | null;
  readonly dithering: Dithering;
  /** 0-based row of the tile in the table, plus ZDITHER0 − 1. */
  readonly ditherRow: number;
}

/** Turns a tile's integers back into floats: (code − random + ½) × scale + zero, or code × scale + zero undithered. */
export function dequantize(codes: Int32Array, count: number, how: Quantization, out: Float64Array): void {
  const { scale, zero, blank } = how;
  if (how.dithering === "NO_DITHER") {
    for (let i = 0; i < count; i += 1) out[i] = (codes[i] as number) * scale + zero;
  } else {
    const random = randomSequence();
    const zeroMatters = how.dithering === "SUBTRACTIVE_DITHER_2";
    let row = ((how.ditherRow % randomCount) + randomCount) % randomCount;
    let next = Math.floor((random[row] as number) * 500);
    for (let i = 0; i < count; i += 1) {
      const code = codes[i] as number;
      out[i] = zeroMatters && code === zeroCode ? 0 : (code - (random[next] as number) + 0.5) * scale + zero;
      next += 1;
      if (next === randomCount) {
        row = (row + 1) % randomCount;
        next = Math.floor((random[row] as number) * 500);
      }
    }
  }
  if (blank === null) return;
  for (let i = 0; i < count; i += 1) if (codes[i] === blank) out[i] = Number.NaN;
}
