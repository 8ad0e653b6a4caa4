/** Tiles that hold pixels as they are, behind gzip or behind nothing. */
import { FitsError } from "./fits-error.ts";
import { type StoredPixels, storedFromBytes } from "./stored-pixels.ts";
import { heapBytes } from "./table-columns.ts";
import { type TileReader, tileDamage } from "./tile-reader.ts";

/**
 * Unpacks a tile of plain values, gzipped or not; `quantized` ones are integers whatever the image is.
 * @throws FitsError `truncated` when it is damaged or holds too few pixels.
 */
export function storedFromTile(
  reader: TileReader,
  packed: Uint8Array,
  row: number,
  count: number,
  quantized: boolean,
): StoredPixels {
  const { compression } = reader.hdu;
  const bitpix = quantized ? 32 : reader.hdu.bitpix;
  const bytes = compression === "NOCOMPRESS" ? packed : runGunzip(reader, packed, row, count);
  // Some writers widen 8- and 16-bit integers to 32 bits before gzip; the length tells.
  const found = (bitpix === 8 || bitpix === 16) && bytes.length === 4 * count ? 32 : bitpix;
  const width = Math.abs(found) / 8;
  if (bytes.length < width * count) throw tileDamage(reader, row, " holds too few pixels");
  return storedFromBytes(compression === "GZIP_2" ? unshuffled(bytes, width, count) : bytes, found, count);
}

/** GZIP_2 keeps all first bytes together, then all second ones. */
function unshuffled(bytes: Uint8Array, width: number, count: number): Uint8Array {
  if (width === 1) return bytes;
  const out = new Uint8Array(width * count);
  for (let byte = 0; byte < width; byte += 1) {
    for (let i = 0; i < count; i += 1) out[i * width + byte] = bytes[byte * count + i] as number;
  }
  return out;
}

/**
 * Unpacks a tile that the writer could not code: plain or gzipped values in a column of their own.
 * @throws FitsError as {@link storedFromTile}.
 */
export function uncodedTile(reader: TileReader, row: number, count: number): StoredPixels {
  const { hdu, table } = reader;
  const zipped = reader.column("GZIP_COMPRESSED_DATA");
  const plain = reader.column("UNCOMPRESSED_DATA");
  let bytes = zipped ? heapBytes(table, zipped, row) : new Uint8Array(0);
  if (bytes.length > 0) bytes = runGunzip(reader, bytes, row, count);
  else if (plain) bytes = heapBytes(table, plain, row);
  if (bytes.length < (Math.abs(hdu.bitpix) / 8) * count) throw tileDamage(reader, row, " holds too few pixels");
  return storedFromBytes(bytes, hdu.bitpix, count);
}

function runGunzip(reader: TileReader, packed: Uint8Array, row: number, count: number): Uint8Array {
  const { hdu, gunzip } = reader;
  if (!gunzip) {
    throw new FitsError("unsupported", `HDU ${hdu.index} has gzip tiles and no unpacker was given.`, {
      hdu: hdu.index,
      offset: hdu.dataOffset,
    });
  }
  try {
    return gunzip(packed, count * Math.max(4, Math.abs(hdu.bitpix) / 8));
  } catch {
    throw tileDamage(reader, row, " is no valid gzip data of its pixels");
  }
}
