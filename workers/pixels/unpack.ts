/** Files that are gzip by their first bytes, whatever their name is, unpacked to the FITS file inside. */
import { gunzipSync } from "node:zlib";
import { FitsError } from "#analysis/fits/fits-error.ts";

/** No detector's image is larger; keeps a hostile archive from filling the memory. */
export const maxUnpackedBytes = 2 ** 30;
/** Deflate cannot make more than this out of a byte. */
const deflateRatio = 1032;
const smallestChunkBytes = 64 * 1024;

/**
 * @param maxBytes most that an archive may unpack to.
 * @returns the bytes themselves, or what is packed in them.
 * @throws FitsError `truncated` for damaged archives, `unsupported` for those that unpack to more than `maxBytes`.
 */
export function unpack(bytes: Uint8Array, maxBytes: number = maxUnpackedBytes): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes, chunkSize: chunkSizeFor(bytes, maxBytes) });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ERR_BUFFER_TOO_LARGE") {
      const message = `The gzip file unpacks to more than ${maxBytes} bytes; unpack and split it.`;
      throw new FitsError("unsupported", message);
    }
    const what = code === "Z_BUF_ERROR" ? "ends too early" : "is damaged";
    throw new FitsError("truncated", `The gzip file of ${bytes.length} bytes ${what}; copy it again.`);
  }
}

/**
 * The archive's last four bytes say how long its content is; one chunk of that length spares a second copy of it.
 * They may lie, so the chunk is never larger than the archive can unpack to.
 */
function chunkSizeFor(bytes: Uint8Array, maxBytes: number): number {
  if (bytes.length < 18) return smallestChunkBytes;
  const said = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(bytes.length - 4, true);
  return Math.max(smallestChunkBytes, Math.min(said + 1, maxBytes, bytes.length * deflateRatio));
}

/** Unpacks a gzip tile inside a FITS file. @throws for damaged data and for more than `maxBytes`. */
export function gunzipTile(bytes: Uint8Array, maxBytes: number): Uint8Array {
  return gunzipSync(bytes, { maxOutputLength: maxBytes });
}
