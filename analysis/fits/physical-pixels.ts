/** From stored to physical pixel values: BZERO + BSCALE × stored, BLANK becomes NaN. */
import { borrowPixels } from "../kernels/pixel-pool.ts";
import { numberOf } from "./header.ts";
import type { Hdu } from "./read-hdus.ts";
import type { StoredPixels } from "./stored-pixels.ts";

export interface PixelScaling {
  readonly scale: number;
  readonly zero: number;
  /** Stored integer that means "no value"; null where there is none or the image holds floats. */
  readonly blank: number | null;
}

/** @returns BSCALE, BZERO and BLANK (of a compressed image also ZBLANK) with the standard's defaults. */
export function scalingOf(hdu: Hdu): PixelScaling {
  const written = hdu.bitpix > 0 ? (numberOf(hdu.header, "BLANK") ?? numberOf(hdu.header, "ZBLANK")) : null;
  // No stored integer can equal a BLANK that is none.
  const blank = Number.isInteger(written) ? written : null;
  return { scale: numberOf(hdu.header, "BSCALE") ?? 1, zero: numberOf(hdu.header, "BZERO") ?? 0, blank };
}

/** @returns physical values as 32-bit floats (integers above 2²⁴ are rounded to 24 bits). */
export function physicalFloats(stored: StoredPixels, scaling: PixelScaling): Float32Array {
  if (stored instanceof Float32Array && scaling.scale === 1 && scaling.zero === 0) return stored;
  const out = borrowPixels(stored.length);
  fillPhysical(stored, scaling, out);
  return out;
}

/** @returns physical values as 64-bit floats; exact for every BITPIX but 64 beyond 2⁵³. */
export function physicalDoubles(stored: StoredPixels, scaling: PixelScaling): Float64Array {
  const out = new Float64Array(stored.length);
  fillPhysical(stored, scaling, out);
  return out;
}

function fillPhysical(stored: StoredPixels, { scale, zero, blank }: PixelScaling, out: Float32Array | Float64Array) {
  const count = stored.length;
  if (stored instanceof BigInt64Array) {
    for (let i = 0; i < count; i += 1) out[i] = Number(stored[i]) * scale + zero;
  } else if (stored instanceof Int32Array) {
    // One loop a type keeps the array accesses monomorphic, which is several times faster.
    for (let i = 0; i < count; i += 1) out[i] = (stored[i] as number) * scale + zero;
  } else if (stored instanceof Int16Array) {
    for (let i = 0; i < count; i += 1) out[i] = (stored[i] as number) * scale + zero;
  } else {
    for (let i = 0; i < count; i += 1) out[i] = (stored[i] as number) * scale + zero;
  }
  if (blank === null) return;
  const blankKey = stored instanceof BigInt64Array ? BigInt(blank) : blank;
  for (let i = 0; i < count; i += 1) if (stored[i] === blankKey) out[i] = Number.NaN;
}
