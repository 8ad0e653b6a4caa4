/** Tile-compressed images: each row of a binary table holds one tile, packed by one of the standard's codecs. */
import { FitsError } from "./fits-error.ts";
import { decodeHcompress } from "./hcompress.ts";
import { numberOf, structuralInteger, textOf } from "./header.ts";
import { storedFromTile, uncodedTile } from "./plain-tile.ts";
import { decodePlio } from "./plio.ts";
import { dequantize, isDithering, type Quantization } from "./quantized.ts";
import type { Hdu } from "./read-hdus.ts";
import { decodeRice } from "./rice.ts";
import { allocateStored, pixelCount, type StoredPixels } from "./stored-pixels.ts";
import { cellNumber, heapBytes } from "./table-columns.ts";
import { checkTiles } from "./tile-limits.ts";
import { type Gunzip, packedBytesOf, type TileReader, tileDamage, tileReader } from "./tile-reader.ts";

const riceLevelBits = { 1: 3, 2: 4, 4: 5 };

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
    throw tileDamage(reader, row, `: ${error.message}`, error.code);
  }
  if (hdu.compression === "HCOMPRESS_1") clampTo(hdu.bitpix, codes, count);
}

/** A lossy scale can carry pixels past the ends of their type, where they would come out at the other end. */
function clampTo(bitpix: number, codes: Int32Array, count: number): void {
  if (bitpix !== 8 && bitpix !== 16) return;
  const [lower, upper] = bitpix === 8 ? [0, 255] : [-32768, 32767];
  for (let i = 0; i < count; i += 1) codes[i] = Math.max(lower, Math.min(upper, codes[i] as number));
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
