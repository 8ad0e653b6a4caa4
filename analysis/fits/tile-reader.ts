/** What all tiles of a compressed image share: the words of its header, its columns and its heap. */
import { FitsError, type FitsErrorCode } from "./fits-error.ts";
import { numberOf, textOf } from "./header.ts";
import type { Hdu } from "./read-hdus.ts";
import type { RiceBytePix } from "./rice.ts";
import { heapOffset, heapSize, type TableColumn, type TableData, tableColumns, tableData } from "./table-columns.ts";

/**
 * Unpacks gzip (RFC 1952); the caller brings it, because this folder imports nothing.
 * It throws for damaged data and for data that unpack to more than `maxBytes`.
 */
export type Gunzip = (bytes: Uint8Array, maxBytes: number) => Uint8Array;

const supported = ["RICE_1", "RICE_ONE", "GZIP_1", "GZIP_2", "PLIO_1", "HCOMPRESS_1", "NOCOMPRESS"];
const tileColumns = ["COMPRESSED_DATA", "GZIP_COMPRESSED_DATA", "UNCOMPRESSED_DATA"];
/** Most axes of a compressed image, as in cfitsio. */
const maxAxes = 6;
/** The standard has Rice blocks of 16 and 32; larger ones are read, absurd ones are not. */
const maxRiceBlock = 256;

/** Everything about a compressed HDU that is the same for all of its tiles. */
export interface TileReader {
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
 * Reads the words and columns that all tiles share.
 * @param bytes the whole data unit of the HDU.
 * @throws FitsError `unsupported` for other compressions, `bad-header` for words that cannot be.
 */
export function tileReader(hdu: Hdu, bytes: Uint8Array, gunzip: Gunzip | null): TileReader {
  const compression = hdu.compression ?? "";
  if (!supported.includes(compression)) {
    throw new FitsError(
      "unsupported",
      `HDU ${hdu.index} is compressed with ${compression || "an unnamed method"}, which is not read here; unpack the file with funpack first.`,
      { hdu: hdu.index, offset: hdu.dataOffset },
    );
  }
  if (hdu.dims.length > maxAxes) {
    const message = `HDU ${hdu.index}: a compressed image of ${hdu.dims.length} axes; up to ${maxAxes} are read here.`;
    throw new FitsError("unsupported", message, { hdu: hdu.index, offset: hdu.dataOffset });
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

/** @returns the bytes that the descriptors of all tiles ask for together. */
export function packedBytesOf({ table, column }: TileReader): number {
  let total = 0;
  for (const name of tileColumns) {
    const found = column(name);
    for (let row = 0; found && row < table.rows; row += 1) total += Math.max(0, heapSize(table, found, row));
  }
  return total;
}

/**
 * @param what the sentence behind "HDU h, tile t".
 * @returns the error for a damaged tile, with the tile's place in the file.
 */
export function tileDamage(
  reader: TileReader,
  row: number,
  what: string,
  code: FitsErrorCode = "truncated",
): FitsError {
  const { hdu, table } = reader;
  const main = reader.column("COMPRESSED_DATA");
  // The descriptor of an empty tile may point anywhere; its row is then the place to look at.
  const at = main && heapSize(table, main, row) > 0 ? heapOffset(table, main, row) : row * table.rowBytes;
  const offset = hdu.dataOffset + at;
  const message = `HDU ${hdu.index}, tile ${row + 1}${what}; the file is damaged.`;
  return new FitsError(code, message, { hdu: hdu.index, offset });
}
