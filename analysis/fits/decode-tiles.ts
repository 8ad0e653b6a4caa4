/** Tile-compressed images: each row of a binary table holds one tile, packed by one of the standard's codecs. */
import { FitsError, type FitsErrorCode } from "./fits-error.ts";
import { decodeHcompress } from "./hcompress.ts";
import { numberOf, structuralInteger, textOf } from "./header.ts";
import { decodePlio } from "./plio.ts";
import { dequantize, isDithering, type Quantization } from "./quantized.ts";
import type { Hdu } from "./read-hdus.ts";
import { decodeRice, type RiceBytePix } from "./rice.ts";
import { allocateStored, pixelCount, type StoredPixels, storedFromBytes } from "./stored-pixels.ts";
import {
  cellNumber,
  heapBytes,
  heapOffset,
  heapSize,
  type TableColumn,
  type TableData,
  tableColumns,
  tableData,
} from "./table-columns.ts";
import { checkTiles } from "./tile-limits.ts";

/**
 * Unpacks gzip (RFC 1952); the caller brings it, because this folder imports nothing.
 * It throws for damaged data and for data that unpack to more than `maxBytes`.
 */
export type Gunzip = (bytes: Uint8Array, maxBytes: number) => Uint8Array;

const supported = ["RICE_1", "RICE_ONE", "GZIP_1", "GZIP_2", "PLIO_1", "HCOMPRESS_1", "NOCOMPRESS"];
const tileColumns = ["COMPRESSED_DATA", "GZIP_COMPRESSED_DATA", "UNCOMPRESSED_DATA"];
/** The standard has Rice blocks of 16 and 32; larger ones are read, absurd ones are not. */
const maxRiceBlock = 256;
const riceLevelBits = { 1: 3, 2: 4, 4: 5 };

/** Everything about a compressed HDU that is the same for all of its tiles. */
interface TileReader {
  readonly hdu: Hdu;
  readonly table: TableData;
  readonly column: (name: string) => TableColumn | undefined;
  readonly blockSize: number;
  readonly bytePix: RiceBytePix;
  /** SMOOTH of HCOMPRESS_1. */
  readonly smooth: boolean;
  readonly gunzip: Gunzip | null;
}

/**
 * @param bytes the whole data unit of the HDU.
 * @returns the stored pixels of the image in FITS order (for quantised floats, the floats).
 * @throws FitsError `unsupported` for other compressions, `truncated` or `bad-header` for damage.
 */
export function decodeTiles(hdu: Hdu, bytes: Uint8Array, gunzip: Gunzip | null): StoredPixels {
  const pixelsInAll = pixelCount(hdu);
  if (pixelsInAll === 0) return allocateStored(hdu.bitpix, 0);
  const reader = tileReader(hdu, bytes, gunzip);
  const tile = (hdu.tile ?? []).map((size, axis) => Math.min(size, Math.max(1, hdu.dims[axis] ?? 1)));
  const tilesAlong = hdu.dims.map((dim, axis) => Math.ceil(dim / (tile[axis] ?? 1)));
  const tiles = tilesAlong.reduce((product, count) => product * count, 1);
  if (reader.table.rows !== tiles) {
    throw new FitsError("bad-header", `HDU ${hdu.index}: ${reader.table.rows} rows for ${tiles} tiles.`, {
      hdu: hdu.index,
      offset: hdu.dataOffset,
    });
  }
  const tilePixels = tile.reduce((product, size) => product * size, 1);
  checkTiles(hdu, pixelsInAll, {
    tilePixels,
    packedBytes: packedBytesOf(reader),
    rice: hdu.compression?.startsWith("RICE")
      ? { blockSize: reader.blockSize, levelBits: riceLevelBits[reader.bytePix] }
      : null,
    hasGzipColumn: reader.column("GZIP_COMPRESSED_DATA") !== undefined,
  });
  const out = allocateStored(hdu.bitpix, pixelsInAll);
  const codes = new Int32Array(tilePixels);
  const floats = hdu.bitpix < 0 ? new Float64Array(tilePixels) : null;
  const origin = hdu.dims.map(() => 0);
  for (let row = 0; row < tiles; row += 1) {
    let rest = row;
    const size = tile.map((length, axis) => {
      const along = tilesAlong[axis] ?? 1;
      origin[axis] = (rest % along) * length;
      rest = Math.floor(rest / along);
      return Math.min(length, (hdu.dims[axis] ?? 1) - (origin[axis] ?? 0));
    });
    const count = size.reduce((product, length) => product * length, 1);
    const pixels = decodeTile(reader, row, count, codes, floats);
    placeTile(pixels, size, origin, hdu.dims, out);
  }
  return out;
}

function tileReader(hdu: Hdu, bytes: Uint8Array, gunzip: Gunzip | null): TileReader {
  const compression = hdu.compression ?? "";
  if (!supported.includes(compression)) {
    throw new FitsError(
      "unsupported",
      `HDU ${hdu.index} is compressed with ${compression || "an unnamed method"}, which is not read here; unpack the file with funpack first.`,
      { hdu: hdu.index, offset: hdu.dataOffset },
    );
  }
  const columns = tableColumns(hdu);
  const parameters = new Map<string, number>();
  for (let n = 1; textOf(hdu.header, `ZNAME${n}`) !== null; n += 1) {
    parameters.set(textOf(hdu.header, `ZNAME${n}`) ?? "", numberOf(hdu.header, `ZVAL${n}`) ?? Number.NaN);
  }
  const blockSize = parameters.get("BLOCKSIZE") ?? 32;
  const bytePix = parameters.get("BYTEPIX") ?? 4;
  const goodBlock = Number.isInteger(blockSize) && blockSize >= 1 && blockSize <= maxRiceBlock;
  if (!(bytePix === 1 || bytePix === 2 || bytePix === 4) || !goodBlock) {
    throw new FitsError(
      "bad-header",
      `HDU ${hdu.index}: Rice with BYTEPIX ${bytePix} and BLOCKSIZE ${blockSize} cannot be.`,
      { hdu: hdu.index, offset: hdu.dataOffset },
    );
  }
  const smooth = (parameters.get("SMOOTH") ?? 0) !== 0;
  const table = tableData(hdu, bytes);
  const column = (name: string): TableColumn | undefined => columns.find((found) => found.name === name);
  return { hdu, table, column, blockSize, bytePix, smooth, gunzip };
}

/** Bytes that the descriptors of all tiles ask for together. */
function packedBytesOf({ table, column }: TileReader): number {
  let total = 0;
  for (const name of tileColumns) {
    const found = column(name);
    for (let row = 0; found && row < table.rows; row += 1) total += Math.max(0, heapSize(table, found, row));
  }
  return total;
}

/** One tile's stored pixels; `codes` and `floats` are scratch space of a tile's size. */
function decodeTile(
  reader: TileReader,
  row: number,
  count: number,
  codes: Int32Array,
  floats: Float64Array | null,
): StoredPixels {
  const { hdu, table } = reader;
  const main = reader.column("COMPRESSED_DATA");
  const packed = main ? heapBytes(table, main, row) : new Uint8Array(0);
  if (packed.length === 0) return uncodedTile(reader, row, count);
  const quantization = floats ? quantizationOf(reader, row) : null;
  const hasOwnCodec = hdu.compression?.startsWith("GZIP") || hdu.compression === "NOCOMPRESS";
  if (hasOwnCodec || (floats && !quantization)) {
    const stored = storedFromTile(reader, packed, row, count, quantization !== null);
    if (!quantization || stored instanceof BigInt64Array) return stored;
    codes.set(stored);
  } else {
    decodeIntegers(reader, packed, row, count, codes);
  }
  if (!floats || !quantization) return codes.length === count ? codes : codes.subarray(0, count);
  dequantize(codes, count, quantization, floats);
  return floats.subarray(0, count);
}

/** Runs the codec that makes integers; whatever it finds wrong is told with the tile and its place in the file. */
function decodeIntegers(reader: TileReader, packed: Uint8Array, row: number, count: number, codes: Int32Array): void {
  const { hdu, blockSize, bytePix } = reader;
  try {
    if (hdu.compression === "PLIO_1") decodePlio(packed, count, codes);
    else if (hdu.compression === "HCOMPRESS_1") decodeHcompress(packed, count, reader.smooth, codes);
    else decodeRice(packed, count, blockSize, bytePix, codes);
  } catch (error) {
    if (!(error instanceof FitsError)) throw error;
    throw damaged(reader, row, `: ${error.message}`, error.code);
  }
  if (hdu.compression === "HCOMPRESS_1") clampTo(hdu.bitpix, codes, count);
}

/** A lossy scale can carry pixels past the ends of their type, where they would come out at the other end. */
function clampTo(bitpix: number, codes: Int32Array, count: number): void {
  if (bitpix !== 8 && bitpix !== 16) return;
  const [lower, upper] = bitpix === 8 ? [0, 255] : [-32768, 32767];
  for (let i = 0; i < count; i += 1) codes[i] = Math.max(lower, Math.min(upper, codes[i] as number));
}

/** A tile of plain values, gzipped or not; `quantized` ones are integers whatever the image is. */
function storedFromTile(
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
  const found = bitpix > 0 && bytes.length === 4 * count ? 32 : bitpix;
  const width = Math.abs(found) / 8;
  if (bytes.length < width * count) throw damaged(reader, row, " holds too few pixels");
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

/** A tile that the writer could not code: plain or gzipped values in a column of their own. */
function uncodedTile(reader: TileReader, row: number, count: number): StoredPixels {
  const { hdu, table } = reader;
  const zipped = reader.column("GZIP_COMPRESSED_DATA");
  const plain = reader.column("UNCOMPRESSED_DATA");
  let bytes = zipped ? heapBytes(table, zipped, row) : new Uint8Array(0);
  if (bytes.length > 0) bytes = runGunzip(reader, bytes, row, count);
  else if (plain) bytes = heapBytes(table, plain, row);
  if (bytes.length < (Math.abs(hdu.bitpix) / 8) * count) throw damaged(reader, row, " holds too few pixels");
  return storedFromBytes(bytes, hdu.bitpix, count);
}

function quantizationOf(reader: TileReader, row: number): Quantization | null {
  const { header } = reader.hdu;
  const scaleColumn = reader.column("ZSCALE");
  const zeroColumn = reader.column("ZZERO");
  const scale = scaleColumn ? cellNumber(reader.table, scaleColumn, row) : numberOf(header, "ZSCALE");
  const zero = zeroColumn ? cellNumber(reader.table, zeroColumn, row) : numberOf(header, "ZZERO");
  if (scale === null || zero === null || textOf(header, "ZQUANTIZ") === "NONE") return null;
  const blankColumn = reader.column("ZBLANK");
  const blank = blankColumn ? cellNumber(reader.table, blankColumn, row) : numberOf(header, "ZBLANK");
  const where = { hdu: reader.hdu.index, offset: reader.hdu.dataOffset };
  const dithering = textOf(header, "ZQUANTIZ") ?? "NO_DITHER";
  if (!isDithering(dithering)) {
    throw new FitsError("unsupported", `HDU ${where.hdu}: ZQUANTIZ "${dithering}" is not read here.`, where);
  }
  const firstRow = structuralInteger(header, "ZDITHER0", where, { min: 0, max: 10_000, fallback: 1 });
  return { scale, zero, blank, dithering, ditherRow: row + firstRow - 1 };
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
    throw damaged(reader, row, " is no valid gzip data of its pixels");
  }
}

/** @param what the sentence behind "HDU h, tile t". */
function damaged(reader: TileReader, row: number, what: string, code: FitsErrorCode = "truncated"): FitsError {
  const { hdu, table } = reader;
  const main = reader.column("COMPRESSED_DATA");
  // The descriptor of an empty tile may point anywhere; its row is then the place to look at.
  const at = main && heapSize(table, main, row) > 0 ? heapOffset(table, main, row) : row * table.rowBytes;
  const offset = hdu.dataOffset + at;
  const message = `HDU ${hdu.index}, tile ${row + 1}${what}; the file is damaged.`;
  return new FitsError(code, message, { hdu: hdu.index, offset });
}

/** Copies a tile of `size` to its place; rows of the tile are contiguous in both. */
function placeTile(
  pixels: StoredPixels,
  size: readonly number[],
  origin: readonly number[],
  dims: readonly number[],
  out: StoredPixels,
): void {
  const run = size[0] ?? 0;
  const runs = size.slice(1).reduce((product, length) => product * length, 1);
  for (let r = 0; r < runs; r += 1) {
    let rest = r;
    let stride = 1;
    let at = 0;
    for (let axis = 0; axis < size.length; axis += 1) {
      const length = axis === 0 ? 1 : (size[axis] ?? 1);
      at += ((origin[axis] ?? 0) + (axis === 0 ? 0 : rest % length)) * stride;
      if (axis > 0) rest = Math.floor(rest / length);
      stride *= dims[axis] ?? 1;
    }
    copyRun(pixels, r * run, run, out, at);
  }
}

function copyRun(from: StoredPixels, start: number, length: number, to: StoredPixels, at: number): void {
  if (from instanceof BigInt64Array || to instanceof BigInt64Array) {
    for (let i = 0; i < length; i += 1) {
      const value = from[start + i] as number | bigint;
      if (to instanceof BigInt64Array) to[at + i] = BigInt(value);
      else to[at + i] = Number(value);
    }
    return;
  }
  to.set(start === 0 && from.length === length ? from : from.subarray(start, start + length), at);
}
