/** Files that are gzip by their first bytes, whatever their name is, unpacked to the FITS file inside. */
import { gunzipSync } from "node:zlib";
import { FitsError } from "#analysis/fits/fits-error.ts";

/** No detector's image is larger; keeps a hostile archive from filling the memory. */
const maxUnpackedBytes = 2 ** 31 - 1;

/**
 * @returns the bytes themselves, or what is packed in them.
 * @throws FitsError `truncated` for damaged archives, `unsupported` for those that unpack to 2 GiB or more.
 */
export function unpack(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxUnpackedBytes });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ERR_BUFFER_TOO_LARGE") {
      throw new FitsError("unsupported", "The gzip file unpacks to more than 2 GiB; unpack and split it.");
    }
    const what = code === "Z_BUF_ERROR" ? "ends too early" : "is damaged";
    throw new FitsError("truncated", `The gzip file of ${bytes.length} bytes ${what}; copy it again.`, {
      offset: bytes.length,
    });
  }
}

/** Unpacks a gzip tile inside a FITS file. @throws for damaged data. */
export function gunzipTile(bytes: Uint8Array): Uint8Array {
  return gunzipSync(bytes, { maxOutputLength: 2 ** 28 });
}
