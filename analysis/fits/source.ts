/** Where the bytes of a FITS file come from: anything that can hand over a range. */

/** Random access to a file's unpacked bytes. */
export interface ByteSource {
  readonly byteLength: number;
  /** @returns the bytes from `start` (included) to `end` (excluded), clamped to the file; a view where possible. */
  slice(start: number, end: number): Uint8Array;
}

/** @returns a source over bytes in memory; slices are views, nothing is copied. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    byteLength: bytes.byteLength,
    slice: (start, end) => bytes.subarray(Math.min(start, bytes.byteLength), Math.min(end, bytes.byteLength)),
  };
}
