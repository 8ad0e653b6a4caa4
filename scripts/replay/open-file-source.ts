/** A FITS file on disk as a source of bytes, reading only the ranges that are asked for. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { type ByteSource, bytesSource } from "#analysis/fits/source.ts";
import { unpack } from "#workers/pixels/unpack.ts";

export interface FileSource extends ByteSource, Disposable {}

/**
 * Opens a file; one that is gzip by its content is unpacked into memory. Dispose of it after use (`using`).
 * @throws Error when the file cannot be opened or unpacked.
 */
export function openFileSource(path: string): FileSource {
  const file = openSync(path, "r");
  const magic = readRange(file, 0, 2);
  if (magic[0] === 0x1f && magic[1] === 0x8b) {
    closeSync(file);
    return { ...bytesSource(unpack(readFileSync(path))), [Symbol.dispose]: () => {} };
  }
  const byteLength = fstatSync(file).size;
  return {
    byteLength,
    slice: (start, end) => readRange(file, start, Math.min(end, byteLength)),
    [Symbol.dispose]: () => closeSync(file),
  };
}

function readRange(file: number, start: number, end: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, end - start));
  let length = 0;
  while (length < bytes.length) {
    const read = readSync(file, bytes, length, bytes.length - length, start + length);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}
