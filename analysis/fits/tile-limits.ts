/** What a compressed image may claim to hold, given the bytes that are there: checked before memory is asked for. */
import { FitsError } from "./fits-error.ts";
import type { Hdu } from "./read-hdus.ts";

/** Deflate cannot make more than this out of a byte. */
const deflateRatio = 1032;
/**
 * PLIO_1 and HCOMPRESS_1 can say "all the same" in a few bytes however large the tile, so for them the limit is a
 * choice: more pixels than this a byte are believed only in images of at most {@link alwaysAllowedPixels}.
 */
const looseRatio = 1024;
const alwaysAllowedPixels = 2 ** 24;
/** Largest tile: it is unpacked into scratch space of its own, for HCOMPRESS_1 of sixteen bytes a pixel. */
const maxTilePixels = 2 ** 26;
const maxHcompressPixels = 2 ** 24;
/** Tiles may share bytes, but all of them together may not ask for the heap to be unpacked more often than this. */
const heapReadings = 4;

export interface PackedTiles {
  /** Of the largest tile. */
  readonly tilePixels: number;
  /** Bytes of all tiles together, as their descriptors say. */
  readonly packedBytes: number;
  /** Bits that a block of the codec takes at least, and its pixels; null for other codecs than Rice. */
  readonly rice: { readonly blockSize: number; readonly levelBits: number } | null;
  /** Whether a column holds gzip data besides the codec's own. */
  readonly hasGzipColumn: boolean;
}

/**
 * Bounds memory and time by the size of the file: an image is only as large as its bytes can be unpacked to.
 * @throws FitsError `truncated` when fewer bytes are there than the image needs, `bad-header` when tiles share too
 * many, `unsupported` for tiles that are too large.
 */
export function checkTiles(hdu: Hdu, pixels: number, tiles: PackedTiles): void {
  const where = { hdu: hdu.index, offset: hdu.dataOffset };
  const mostInTile = hdu.compression === "HCOMPRESS_1" ? maxHcompressPixels : maxTilePixels;
  if (tiles.tilePixels > mostInTile) {
    const message = `HDU ${hdu.index}: tiles of ${tiles.tilePixels} pixels are larger than the ${mostInTile} read here.`;
    throw new FitsError("unsupported", message, where);
  }
  if (tiles.packedBytes > heapReadings * hdu.dataBytes) {
    throw new FitsError(
      "bad-header",
      `HDU ${hdu.index}: its tiles point to ${tiles.packedBytes} bytes in a data unit of ${hdu.dataBytes}; the file is damaged.`,
      where,
    );
  }
  const possible = possiblePixels(hdu, tiles);
  if (pixels <= possible) return;
  throw new FitsError(
    "truncated",
    `HDU ${hdu.index}: ${tiles.packedBytes} bytes of tiles cannot hold ${hdu.dims.join(" × ")} pixels; the file is cut short or damaged.`,
    where,
  );
}

function possiblePixels(hdu: Hdu, { packedBytes, rice, hasGzipColumn }: PackedTiles): number {
  const width = Math.abs(hdu.bitpix) / 8;
  const unzipped = (packedBytes * deflateRatio) / width;
  const loose = Math.max(alwaysAllowedPixels, hdu.dataBytes * looseRatio);
  if (hdu.compression === "PLIO_1" || hdu.compression === "HCOMPRESS_1") return Math.max(loose, unzipped);
  // Quantised floats are gzipped as 32-bit integers or narrower ones.
  if (hdu.compression?.startsWith("GZIP")) return packedBytes * deflateRatio;
  const plain = packedBytes / Math.min(width, 4);
  const coded = rice ? (packedBytes * 8 * rice.blockSize) / rice.levelBits : plain;
  // Floats that were not quantised are gzipped whatever the codec of the others is.
  return Math.max(coded, plain, hasGzipColumn || hdu.bitpix < 0 ? unzipped : 0);
}
