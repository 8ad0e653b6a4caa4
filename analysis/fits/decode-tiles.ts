/** Tile-compressed images: each row of a binary table holds one tile; RICE_1, GZIP_1 and GZIP_2. */
import { FitsError } from "./fits-error.ts";
import { numberOf, textOf } from "./header.ts";
import { type Dithering, dequantize, type Quantization } from "./quantized.ts";
import type { Hdu } from "./read-hdus.ts";
import { decodeRice, type RiceBytePix } from "./rice.ts";
import { decodeRiceTiles } from "./rice-tiles.ts";
import { pixelCount, type StoredPixels, storedFor, storedFromBytes } from "./stored-pixels.ts";
import { cellNumber, heapBytes, type TableColumn, type TableData, tableColumns, tableData } from "./table-columns.ts";

/** Unpacks gzip (RFC 1952); the caller brings it, because this folder imports nothing. */
export type Gunzip = (bytes: Uint8Array) => Uint8Array;

const supported = ["RICE_1", "RICE_ONE", "GZIP_1", "GZIP_2", "NOCOMPRESS"];

/** Everything about a compressed HDU that is the same for all of its tiles. */
interface TileReader {
  readonly hdu: Hdu;
  readonly table: TableData;
  readonly column: (name: string) => TableColumn | undefined;
  readonly blockSize: number;
  readonly bytePix: RiceBytePix;
  readonly gunzip: Gunzip | null;
}

/**
 * @param bytes the whole data unit of the HDU.
 * @param reuse pixels that nobody needs any more; the image is put there if they are as many and of its type.
 * @returns the stored pixels of the image in FITS order (for quantised floats, the floats).
 * @throws FitsError `unsupported` for other compressions, `truncated` or `bad-header` for damage.
 */
export function decodeTiles(
  hdu: Hdu,
  bytes: Uint8Array,
  gunzip: Gunzip | null,
  reuse: StoredPixels | null = null,
): StoredPixels {
  const reader = tileReader(hdu, bytes, gunzip);
  const out = storedFor(hdu.bitpix, pixelCount(hdu.dims, hdu.index), reuse);
  const tile = (hdu.tile ?? []).map((size, axis) => Math.min(size, Math.max(1, hdu.dims[axis] ?? 1)));
  const tilesAlong = hdu.dims.map((dim, axis) => Math.ceil(dim / (tile[axis] ?? 1)));
  const tiles = tilesAlong.reduce((product, count) => product * count, 1);
  if (out.length > 0 && reader.table.rows !== tiles) {
    throw new FitsError("bad-header", `HDU ${hdu.index}: ${reader.table.rows} rows for ${tiles} tiles.`, {
      hdu: hdu.index,
    });
  }
  const tilePixels = tile.reduce((product, size) => product * size, 1);
  const whole = tile.every((length, axis) => axis === hdu.dims.length - 1 || length === hdu.dims[axis]);
  if (whole && out.length > 0 && hdu.bitpix > 0 && hdu.compression?.startsWith("RICE")) {
    decodeRiceRows(reader, tiles, tilePixels, out);
    return out;
  }
  const codes = new Int32Array(tilePixels);
  const floats = hdu.bitpix < 0 ? new Float64Array(tilePixels) : null;
  const origin = hdu.dims.map(() => 0);
  for (let row = 0; row < tiles && out.length > 0; row += 1) {
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

/** Tiles that follow each other in the image: by the kernel as far as it goes, the others one by one. */
function decodeRiceRows(reader: TileReader, tiles: number, tilePixels: number, out: StoredPixels): void {
  const main = reader.column("COMPRESSED_DATA");
  const packed = (tile: number) => (main ? heapBytes(reader.table, main, tile) : new Uint8Array(0));
  const codes = new Int32Array(tilePixels);
  for (let tile = 0; tile < tiles; ) {
    tile += decodeRiceTiles(packed, tile, tiles, tilePixels, reader, out);
    if (tile >= tiles) return;
    // Uncoded, damaged, or too large for the kernel.
    const start = tile * tilePixels;
    const count = Math.min(tilePixels, out.length - start);
    copyRun(decodeTile(reader, tile, count, codes, null), 0, count, out, start);
    tile += 1;
  }
}

function tileReader(hdu: Hdu, bytes: Uint8Array, gunzip: Gunzip | null): TileReader {
  const compression = hdu.compression ?? "";
  if (!supported.includes(compression)) {
    throw new FitsError(
      "unsupported",
      `HDU ${hdu.index} is compressed with ${compression || "an unnamed method"}, which is not read here; unpack the file with funpack first.`,
      { hdu: hdu.index },
    );
  }
  const columns = tableColumns(hdu);
  const parameters = new Map<string, number>();
  for (let n = 1; textOf(hdu.header, `ZNAME${n}`) !== null; n += 1) {
    parameters.set(textOf(hdu.header, `ZNAME${n}`) ?? "", numberOf(hdu.header, `ZVAL${n}`) ?? Number.NaN);
  }
  const blockSize = parameters.get("BLOCKSIZE") ?? 32;
  const bytePix = parameters.get("BYTEPIX") ?? 4;
  if (!(bytePix === 1 || bytePix === 2 || bytePix === 4) || !Number.isInteger(blockSize) || blockSize < 1) {
    throw new FitsError(
      "bad-header",
      `HDU ${hdu.index}: Rice with BYTEPIX ${bytePix} and BLOCKSIZE ${blockSize} cannot be.`,
      {
        hdu: hdu.index,
      },
    );
  }
  const table = tableData(hdu, bytes);
  return { hdu, table, column: (name) => columns.find((column) => column.name === name), blockSize, bytePix, gunzip };
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
  if (floats && !quantization)
    return storedFromBytes(unzipTile(reader, packed, row, count, hdu.bitpix), hdu.bitpix, count);
  if (hdu.compression?.startsWith("RICE")) {
    try {
      decodeRice(packed, count, reader.blockSize, reader.bytePix, codes);
    } catch (error) {
      if (!(error instanceof FitsError)) throw error;
      throw new FitsError(error.code, `HDU ${hdu.index}, tile ${row + 1}: ${error.message}; the file is damaged.`, {
        hdu: hdu.index,
        offset: hdu.dataOffset,
      });
    }
  } else {
    const unzipped = unzipTile(reader, packed, row, count, floats ? 32 : hdu.bitpix);
    // Some writers widen 8- and 16-bit integers to 32 bits before gzip; the length tells.
    const bitpix = unzipped.length === 4 * count ? 32 : hdu.bitpix;
    const stored = storedFromBytes(unzipped, bitpix, count);
    if (!quantization || stored instanceof BigInt64Array) return stored;
    codes.set(stored);
  }
  if (!floats || !quantization) return codes.length === count ? codes : codes.subarray(0, count);
  dequantize(codes, count, quantization, floats);
  return floats.subarray(0, count);
}

/** A tile that the writer could not code: plain or gzipped values in a column of their own. */
function uncodedTile(reader: TileReader, row: number, count: number): StoredPixels {
  const { hdu, table } = reader;
  const zipped = reader.column("GZIP_COMPRESSED_DATA");
  const plain = reader.column("UNCOMPRESSED_DATA");
  let bytes = zipped ? heapBytes(table, zipped, row) : new Uint8Array(0);
  if (bytes.length > 0) bytes = runGunzip(reader, bytes, row);
  else if (plain) bytes = heapBytes(table, plain, row);
  if (bytes.length < (Math.abs(hdu.bitpix) / 8) * count) throw damaged(reader, row, "holds too few pixels");
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
  const named = textOf(header, "ZQUANTIZ") ?? "NO_DITHER";
  const dithering: Dithering =
    named === "SUBTRACTIVE_DITHER_1" || named === "SUBTRACTIVE_DITHER_2" ? named : "NO_DITHER";
  return { scale, zero, blank, dithering, ditherRow: row + (numberOf(header, "ZDITHER0") ?? 1) - 1 };
}

function unzipTile(reader: TileReader, packed: Uint8Array, row: number, count: number, bitpix: number): Uint8Array {
  const width = Math.abs(bitpix) / 8;
  if (reader.hdu.compression === "NOCOMPRESS") return packed;
  const bytes = runGunzip(reader, packed, row);
  if (bytes.length < width * count) throw damaged(reader, row, "holds too few pixels");
  if (reader.hdu.compression !== "GZIP_2" || width === 1) return bytes;
  // GZIP_2 keeps all first bytes together, then all second ones.
  const out = new Uint8Array(width * count);
  for (let byte = 0; byte < width; byte += 1) {
    for (let i = 0; i < count; i += 1) out[i * width + byte] = bytes[byte * count + i] as number;
  }
  return out;
}

function runGunzip(reader: TileReader, packed: Uint8Array, row: number): Uint8Array {
  if (!reader.gunzip) {
    throw new FitsError("unsupported", `HDU ${reader.hdu.index} has gzip tiles and no unpacker was given.`, {
      hdu: reader.hdu.index,
    });
  }
  try {
    return reader.gunzip(packed);
  } catch {
    throw damaged(reader, row, "is no valid gzip data");
  }
}

function damaged(reader: TileReader, row: number, what: string): FitsError {
  return new FitsError("truncated", `HDU ${reader.hdu.index}, tile ${row + 1} ${what}; the file is damaged.`, {
    hdu: reader.hdu.index,
    offset: reader.hdu.dataOffset,
  });
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
