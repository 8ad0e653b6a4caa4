/** Physical values as canonical bytes, for checksums that do not depend on how a file is compressed or scaled. */
import { physicalDoubles, scalingOf } from "./physical-pixels.ts";
import type { Hdu } from "./read-hdus.ts";
import type { StoredPixels } from "./stored-pixels.ts";

/** Big-endian 32- or 64-bit integers or floats. */
export type PhysicalType = ">i4" | ">i8" | ">f4" | ">f8";

/**
 * The narrowest type that holds the physical values, by the rules of the usual readers: unscaled and unsigned integers
 * stay integers, scaled 8- and 16-bit ones become 32-bit floats, and BLANK makes floats.
 */
export function physicalTypeOf(hdu: Hdu): PhysicalType {
  const { scale, zero, blank } = scalingOf(hdu);
  if (hdu.bitpix === -32) return ">f4";
  if (hdu.bitpix === -64) return ">f8";
  if (scale !== 1 || !Number.isInteger(zero) || blank !== null) return hdu.bitpix > 16 ? ">f8" : ">f4";
  return hdu.bitpix === 64 || Math.abs(zero) >= 2 ** 31 ? ">i8" : ">i4";
}

/** @returns the physical values big-endian as {@link physicalTypeOf} says, in FITS order, every NaN the same NaN. */
export function physicalBytes(hdu: Hdu, stored: StoredPixels): Uint8Array {
  const type = physicalTypeOf(hdu);
  const width = type === ">i4" || type === ">f4" ? 4 : 8;
  const bytes = new Uint8Array(stored.length * width);
  const view = new DataView(bytes.buffer);
  const { scale, zero, blank } = scalingOf(hdu);
  if (type === ">i8" && stored instanceof BigInt64Array) {
    for (let i = 0; i < stored.length; i += 1) view.setBigInt64(i * 8, (stored[i] as bigint) + BigInt(zero));
    return bytes;
  }
  // The usual readers scale 8- and 16-bit integers in single precision, step by step.
  const singleSteps = hdu.bitpix > 0;
  const scale32 = Math.fround(scale);
  const zero32 = Math.fround(zero);
  const values = physicalDoubles(stored, { scale, zero, blank });
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (type === ">i4") view.setInt32(i * 4, value);
    else if (type === ">i8") view.setBigInt64(i * 8, BigInt(value));
    else if (type === ">f8") view.setFloat64(i * 8, Number.isNaN(value) ? Number.NaN : value);
    else if (Number.isNaN(value)) view.setUint32(i * 4, 0x7fc00000);
    else if (singleSteps) view.setFloat32(i * 4, Math.fround((stored[i] as number) * scale32) + zero32);
    else view.setFloat32(i * 4, value);
  }
  return bytes;
}
