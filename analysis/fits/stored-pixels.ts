/** Pixels as they are stored in a FITS file, before BSCALE and BZERO, in the array type of their BITPIX. */
import { borrowIntegers, borrowPixels } from "../kernels/pixel-pool.ts";
import { FitsError } from "./fits-error.ts";
import type { Hdu } from "./read-hdus.ts";

/** Uint8 for BITPIX 8, Int16/Int32/BigInt64 for 16/32/64, Float32/Float64 for -32/-64. */
export type StoredPixels = Uint8Array | Int16Array | Int32Array | BigInt64Array | Float32Array | Float64Array;

/** Most pixels that an image may have; keeps a damaged header from asking for all memory. */
export const maxImagePixels = 2 ** 28;

/** @returns the number of pixels of an image. @throws FitsError `unsupported` above {@link maxImagePixels}. */
export function pixelCount(hdu: Hdu): number {
  const { dims, index } = hdu;
  if (dims.length === 0 || dims.includes(0)) return 0;
  const count = dims.reduce((product, dim) => product * dim, 1);
  if (count <= maxImagePixels) return count;
  throw new FitsError(
    "unsupported",
    `HDU ${index}: an image of ${dims.join(" × ")} pixels is larger than the ${maxImagePixels} read here; the header may be damaged.`,
    { hdu: index, offset: hdu.dataOffset },
  );
}

/** @returns zeroed pixels of a BITPIX. */
export function allocateStored(bitpix: number, count: number): StoredPixels {
  switch (bitpix) {
    case 8:
      return new Uint8Array(count);
    case 16:
      return new Int16Array(count);
    case 32:
      return new Int32Array(count);
    case 64:
      return new BigInt64Array(count);
    case -32:
      return new Float32Array(count);
    default:
      return new Float64Array(count);
  }
}

/** @returns `reuse` when it is as long and of the type, else others; they hold anything. */
export function storedFor(bitpix: number, count: number, reuse: StoredPixels | null): StoredPixels {
  if (reuse?.length === count && reuse.constructor === allocateStored(bitpix, 0).constructor) return reuse;
  if (bitpix === 32) return borrowIntegers(count);
  return bitpix === -32 ? borrowPixels(count) : allocateStored(bitpix, count);
}

/** @returns `count` pixels read from big-endian bytes. `bytes` holds at least `count` × |BITPIX| / 8 of them. */
export function storedFromBytes(bytes: Uint8Array, bitpix: number, count: number): StoredPixels {
  if (bitpix === 8) return bytes.slice(0, count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out = storedFor(bitpix, count, null);
  if (out instanceof Int16Array) for (let i = 0; i < count; i += 1) out[i] = view.getInt16(i * 2);
  else if (out instanceof Int32Array) for (let i = 0; i < count; i += 1) out[i] = view.getInt32(i * 4);
  else if (out instanceof Float32Array) for (let i = 0; i < count; i += 1) out[i] = view.getFloat32(i * 4);
  else if (out instanceof Float64Array) for (let i = 0; i < count; i += 1) out[i] = view.getFloat64(i * 8);
  else if (out instanceof BigInt64Array) for (let i = 0; i < count; i += 1) out[i] = view.getBigInt64(i * 8);
  return out;
}

/** @returns the pixels as the big-endian bytes of an uncompressed FITS data unit, without padding. */
export function storedToBytes(stored: StoredPixels): Uint8Array {
  const bytes = new Uint8Array(stored.byteLength);
  const view = new DataView(bytes.buffer);
  const count = stored.length;
  if (stored instanceof Uint8Array) bytes.set(stored);
  else if (stored instanceof Int16Array) for (let i = 0; i < count; i += 1) view.setInt16(i * 2, stored[i] as number);
  else if (stored instanceof Int32Array) for (let i = 0; i < count; i += 1) view.setInt32(i * 4, stored[i] as number);
  else if (stored instanceof Float32Array)
    for (let i = 0; i < count; i += 1) view.setFloat32(i * 4, stored[i] as number);
  else if (stored instanceof Float64Array)
    for (let i = 0; i < count; i += 1) view.setFloat64(i * 8, stored[i] as number);
  else for (let i = 0; i < count; i += 1) view.setBigInt64(i * 8, stored[i] as bigint);
  return bytes;
}
