/** The pixels of an image HDU, stored and physical. */
import { decodeTiles } from "./decode-tiles.ts";
import { FitsError } from "./fits-error.ts";
import { physicalFloats, scalingOf } from "./physical-pixels.ts";
import type { Hdu } from "./read-hdus.ts";
import type { ByteSource } from "./source.ts";
import { pixelCount, type StoredPixels, storedFromBytes } from "./stored-pixels.ts";
import type { Gunzip } from "./tile-reader.ts";

export interface DecodeOptions {
  /** Unpacks the gzip inside GZIP_1 and GZIP_2 tiles; without it such tiles are `unsupported`. */
  gunzip?: Gunzip;
}

export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  /** Physical values, row by row from the first of the file; NaN where there is no value. */
  readonly data: Float32Array;
  /** The same pixels before BSCALE and BZERO. */
  readonly stored: StoredPixels;
}

/**
 * Decodes a two-dimensional image (further axes may have length 1). BSCALE, BZERO and the unsigned convention are
 * applied; BLANK becomes NaN.
 * @throws FitsError `truncated` when bytes are missing, `unsupported` for other shapes and compressions.
 */
export function decodeImage(source: ByteSource, hdu: Hdu, options: DecodeOptions = {}): DecodedImage {
  const [width = 0, height = 1, ...others] = hdu.dims;
  if (hdu.dims.length < 2 || width === 0 || height === 0 || others.some((length) => length !== 1)) {
    const shape = hdu.dims.length === 0 ? "holds no data" : `has the shape ${hdu.dims.join(" × ")}`;
    throw new FitsError("unsupported", `HDU ${hdu.index} ${shape}; only two-dimensional images are analysed.`, {
      hdu: hdu.index,
      offset: hdu.dataOffset,
    });
  }
  const stored = decodeStored(source, hdu, options);
  return { width, height, data: physicalFloats(stored, scalingOf(hdu)), stored };
}

/**
 * Decodes the stored pixels of an image of any number of axes, in file order.
 * @throws FitsError as {@link decodeImage}.
 */
export function decodeStored(source: ByteSource, hdu: Hdu, options: DecodeOptions = {}): StoredPixels {
  if (hdu.kind !== "image" && hdu.kind !== "compressed-image") {
    throw new FitsError("unsupported", `HDU ${hdu.index} is a table, not an image.`, {
      hdu: hdu.index,
      offset: hdu.dataOffset,
    });
  }
  if (hdu.missingBytes > 0) {
    throw new FitsError(
      "truncated",
      `HDU ${hdu.index} should have ${hdu.dataBytes} bytes of data, but the file ends ${hdu.missingBytes} bytes too early; copy it again.`,
      { hdu: hdu.index, offset: source.byteLength },
    );
  }
  const count = pixelCount(hdu);
  const bytes = source.slice(hdu.dataOffset, hdu.dataOffset + hdu.dataBytes);
  if (hdu.kind === "compressed-image") return decodeTiles(hdu, bytes, options.gunzip ?? null);
  if (bytes.length < (count * Math.abs(hdu.bitpix)) / 8) {
    throw new FitsError(
      "bad-header",
      `HDU ${hdu.index}: its data unit of ${bytes.length} bytes is smaller than ${hdu.dims.join(" × ")} pixels; GCOUNT must be 1.`,
      { hdu: hdu.index, offset: hdu.dataOffset },
    );
  }
  return storedFromBytes(bytes, hdu.bitpix, count);
}
