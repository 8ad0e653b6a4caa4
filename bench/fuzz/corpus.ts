/** The whole files that the fuzzer damages: hand-made ones of every kind, and small real ones where they are present. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readHdus } from "#analysis/fits/read-hdus.ts";
import { bytesSource } from "#analysis/fits/source.ts";
import { riceEncode } from "#scripts/simulate/rice-encode.ts";
import { unpack } from "#workers/pixels/unpack.ts";
import { card, fitsBytes, imageCards, int16Bytes, tiledImage } from "../../fixtures/fits-bytes.ts";
import { sharedPath } from "../../fixtures/shared-folder.ts";

export interface Seedling {
  readonly name: string;
  /** Unpacked. */
  readonly bytes: Uint8Array;
  /** Whether it lay packed, so that its damaged copies are packed now and then. */
  readonly wasPacked: boolean;
  /** Bytes at which its cards begin. */
  readonly cardOffsets: readonly number[];
  /** Where the data of its tables begin and how long their rows are: descriptors, then the heap. */
  readonly tables: readonly { readonly start: number; readonly length: number }[];
}

/** Larger files and images say nothing new, and take the time of many small ones. */
const maxFileBytes = 400_000;
const maxPixels = 600_000;

/** @returns all seedlings, the hand-made ones first; the same list on machines with the same files. */
export function corpus(): Seedling[] {
  const made = Object.entries(handMade()).map(([name, bytes]) => seedling(name, bytes));
  return [...made, ...realFiles()];
}

function realFiles(): Seedling[] {
  return ["conformance", "edge", "rawamp", "lsst-raw", "stars", "stargate"].flatMap((folder) => {
    const path = sharedPath(`data/${folder}`);
    if (path === null) return [];
    const names = readdirSync(path).filter((name) => /\.fits?(\.[fg]z)?$/.test(name));
    return names
      .sort()
      .filter((name) => statSync(join(path, name)).size <= maxFileBytes)
      .map((name) => seedling(`${folder}/${name}`, readFileSync(join(path, name))))
      .filter(({ bytes }) => bytes.length <= 4 * maxFileBytes && pixelsIn(bytes) <= maxPixels);
  });
}

function pixelsIn(bytes: Uint8Array): number {
  const counts = readHdus(bytesSource(bytes)).map(({ dims }) => dims.reduce((product, dim) => product * dim, 1));
  return counts.reduce((sum, count) => sum + count, 0);
}

function seedling(name: string, file: Uint8Array): Seedling {
  const bytes = unpack(file);
  const hdus = readHdus(bytesSource(bytes));
  const cardOffsets: number[] = [];
  let headerStart = 0;
  for (const hdu of hdus) {
    for (let at = headerStart; at < hdu.dataOffset; at += 80) if (bytes[at] !== 0x20) cardOffsets.push(at);
    headerStart = hdu.dataOffset + Math.ceil(hdu.dataBytes / 2880) * 2880;
  }
  const tables = hdus
    .filter(({ kind }) => kind === "compressed-image")
    .map(({ dataOffset, dataBytes }) => ({ start: dataOffset, length: dataBytes }));
  return { name, bytes, wasPacked: bytes !== file, cardOffsets, tables };
}

/** One small file of every kind that the reader knows. */
function handMade(): Record<string, Uint8Array> {
  const size = { ZNAXIS: 2, ZNAXIS1: 24, ZNAXIS2: 8 };
  const rows = Array.from({ length: 8 }, (_, row) => Int16Array.from({ length: 24 }, (_, i) => 100 + ((i * row) % 7)));
  const plainRows = rows.map((row) => int16Bytes([...row]));
  const riceRows = rows.map((row) => riceEncode(row));
  const widths = [8, 16, 32, 64, -32, -64] as const;
  const plain = widths.map((bitpix) => {
    const data = new Uint8Array((24 * 8 * Math.abs(bitpix)) / 8).map((_, i) => (i * 37) & 0xff);
    const cards = imageCards(0, bitpix, [24, 8], [card("BSCALE", 2), card("BZERO", 32768), card("BLANK", 5)]);
    return [`plain ${bitpix}`, fitsBytes({ cards, data })] as const;
  });
  const floats = { ZBITPIX: -32, ZSCALE: 0.5, ZZERO: 10, ZQUANTIZ: "SUBTRACTIVE_DITHER_2", ZDITHER0: 3, ...size };
  const quantized = rows.map((row) => gzipSync(bigEndian32([...row])));
  const rice = { ZCMPTYPE: "RICE_1", ZBITPIX: 16, ZNAME1: "BYTEPIX", ZVAL1: 2, ZNAME2: "BLOCKSIZE", ZVAL2: 32 };
  const hcompress = Buffer.from(
    "3ZkAAAARAAAAFwAAAS3/////////8QMBAPduyN+8edxpq0R1pf+3/eVNNEH18iIPsp/8ALJjFwPA",
    "base64",
  );
  const lists = rows.map(() => int16Bytes([0, 7, -100, 12, 0, 0, 0, 0x1005, 1, 0x4003, 0x5004, 0x6002]));
  const long = [
    "LONGSTRN= 'a&'",
    "CONTINUE  'b&' / x",
    "CONTINUE  'c'",
    "HIERARCH ESO DET NAME = 'chip' / y",
    "COMMENT z",
  ];
  const amplifier = (index: number) => ({
    cards: imageCards(index, 16, [24, 8]),
    data: plainRows[0] ?? new Uint8Array(),
  });
  return {
    ...Object.fromEntries(plain),
    "several HDUs": fitsBytes({ cards: imageCards(0, 8, [], long) }, ...[1, 2, 3, 4].map(amplifier)),
    RICE_1: tiledImage({ ...rice, ...size }, riceRows),
    GZIP_1: tiledImage(
      { ZCMPTYPE: "GZIP_1", ZBITPIX: 16, ...size },
      plainRows.map((row) => gzipSync(row)),
    ),
    GZIP_2: tiledImage({ ZCMPTYPE: "GZIP_2", ZBITPIX: 16, ZTILE1: 24, ZTILE2: 8, ...size }, [
      gzipSync(Buffer.concat(plainRows)),
    ]),
    NOCOMPRESS: tiledImage({ ZCMPTYPE: "NOCOMPRESS", ZBITPIX: 16, ...size }, plainRows),
    quantised: tiledImage({ ZCMPTYPE: "GZIP_1", ...floats }, quantized),
    PLIO_1: tiledImage({ ZCMPTYPE: "PLIO_1", ZBITPIX: 32, ...size }, lists, { elementCode: "I" }),
    HCOMPRESS_1: tiledImage(
      { ZCMPTYPE: "HCOMPRESS_1", ZBITPIX: 16, ZNAXIS: 2, ZNAXIS1: 23, ZNAXIS2: 17, ZTILE1: 23, ZTILE2: 17 },
      [hcompress],
      { more: [card("ZNAME1", "SMOOTH"), card("ZVAL1", 1)] },
    ),
    "packed whole": gzipSync(fitsBytes({ cards: imageCards(0, 16, [24, 8]), data: Buffer.concat(plainRows) })),
  };
}

function bigEndian32(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) view.setInt32(i * 4, value);
  return bytes;
}
