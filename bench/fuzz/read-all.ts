/** Reads everything that a file holds, as a worker would, and says how it went. */
import { decodeStored } from "#analysis/fits/decode-image.ts";
import { FitsError, type FitsErrorCode } from "#analysis/fits/fits-error.ts";
import { physicalBytes } from "#analysis/fits/physical-bytes.ts";
import { physicalFloats, scalingOf } from "#analysis/fits/physical-pixels.ts";
import { readHdus } from "#analysis/fits/read-hdus.ts";
import { bytesSource } from "#analysis/fits/source.ts";
import { gunzipTile, unpack } from "#workers/pixels/unpack.ts";

export type Outcome = "read" | FitsErrorCode;

/** Checksums need eight bytes a pixel more; of large images they show nothing that small ones do not. */
const maxChecksumPixels = 2 ** 20;

/** @returns `read`, or the code of the first error. @throws whatever is not a proper FitsError. */
export function readAll(bytes: Uint8Array): Outcome {
  let outcome: Outcome = "read";
  const attempt = (inHdu: boolean, action: () => void): void => {
    try {
      action();
    } catch (error) {
      if (!(error instanceof FitsError)) throw error;
      checkPlace(error, inHdu);
      if (outcome === "read") outcome = error.code;
    }
  };
  attempt(false, () => {
    const source = bytesSource(unpack(bytes));
    for (const hdu of readHdus(source)) {
      if (hdu.kind !== "image" && hdu.kind !== "compressed-image") continue;
      attempt(true, () => {
        const stored = decodeStored(source, hdu, { gunzip: gunzipTile });
        physicalFloats(stored, scalingOf(hdu));
        if (stored.length <= maxChecksumPixels) physicalBytes(hdu, stored);
      });
    }
  });
  return outcome;
}

/** An error must say where: whole numbers that can be a place; null only where the file as a whole is meant. */
function checkPlace({ hdu, offset, message }: FitsError, inHdu: boolean): void {
  const isPlace = (value: number | null): boolean =>
    value === null ? !inHdu : Number.isSafeInteger(value) && value >= 0;
  if (!isPlace(hdu) || !isPlace(offset) || message === "") {
    throw new Error(`a FitsError without a proper place: HDU ${hdu}, offset ${offset}, "${message}"`);
  }
}
