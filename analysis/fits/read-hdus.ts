/** The HDUs of a FITS file: header, kind, dimensions and where the data lie. */
import { FitsError } from "./fits-error.ts";
import {
  cardValues,
  type FitsHeader,
  fitsBlockBytes,
  isTrue,
  readHeader,
  structuralInteger,
  textOf,
} from "./header.ts";
import type { ByteSource } from "./source.ts";

/** `compressed-image` is an image in tiles in a binary table; `other` is an extension that nobody but its writer knows. */
export type HduKind = "image" | "compressed-image" | "table" | "other";

export interface Hdu {
  /** 0-based, the primary included. */
  readonly index: number;
  readonly kind: HduKind;
  /** EXTNAME, `PRIMARY` for the first without one, else empty. */
  readonly name: string;
  readonly header: FitsHeader;
  /** NAXISn (for compressed images ZNAXISn), fastest first; empty is no data. */
  readonly dims: readonly number[];
  /** BITPIX of the image (for compressed images ZBITPIX). */
  readonly bitpix: number;
  readonly dataOffset: number;
  /** Length of the data without padding, bytes. */
  readonly dataBytes: number;
  /** How many of those the file lacks; 0 in a whole file. */
  readonly missingBytes: number;
  /** ZCMPTYPE of a compressed image, for example `RICE_1`. */
  readonly compression: string | null;
  /** ZTILEn of a compressed image. */
  readonly tile: readonly number[] | null;
}

const maxHdus = 10_000;
/** Most cards of all headers together: they are kept in memory, where each takes several times its 80 bytes. */
const maxCardsInFile = 1_000_000;
const bitpixes = new Set([8, 16, 32, 64, -32, -64]);

/**
 * Reads all headers; no pixel is touched. Junk after the last HDU is ignored with a warning in that HDU's header.
 * @throws FitsError `not-fits`, `truncated` (inside a header) or `bad-header`.
 */
export function readHdus(source: ByteSource): Hdu[] {
  const hdus: Hdu[] = [];
  let offset = 0;
  let cards = 0;
  while (offset < source.byteLength || hdus.length === 0) {
    const start = String.fromCharCode(...source.slice(offset, offset + 10));
    if (hdus.length === 0) {
      if (!start.startsWith("SIMPLE  =")) throw notFits(source, start);
    } else if (!start.startsWith("XTENSION=")) {
      noteJunk(hdus, source, offset);
      break;
    }
    if (hdus.length >= maxHdus) {
      throw new FitsError("unsupported", `The file has more than ${maxHdus} HDUs; split it.`, {
        hdu: hdus.length,
        offset,
      });
    }
    const hdu = readHdu(source, offset, hdus.length);
    hdus.push(hdu);
    cards += hdu.header.cards.length;
    if (cards > maxCardsInFile) {
      const where = { hdu: hdu.index, offset };
      throw new FitsError("unsupported", `The file has more than ${maxCardsInFile} header cards; split it.`, where);
    }
    offset = hdu.dataOffset + Math.ceil(hdu.dataBytes / fitsBlockBytes) * fitsBlockBytes;
  }
  return hdus;
}

function readHdu(source: ByteSource, offset: number, index: number): Hdu {
  const { header, dataOffset } = readHeader(source, offset, index);
  const where = { hdu: index, offset };
  const axes = axesOf(header, "NAXIS", where);
  const bitpix = bitpixOf(header, "BITPIX", where);
  const groups = isTrue(header, "GROUPS") && axes[0] === 0;
  const pcount = structuralInteger(header, "PCOUNT", where, { min: 0, max: 2 ** 48, fallback: 0 });
  const gcount = structuralInteger(header, "GCOUNT", where, { min: 0, max: 2 ** 48, fallback: 1 });
  const elements = axes.length === 0 ? 0 : (groups ? axes.slice(1) : axes).reduce((product, axis) => product * axis, 1);
  const dataBytes = axes.length === 0 ? 0 : (Math.abs(bitpix) / 8) * gcount * (pcount + elements);
  if (!Number.isSafeInteger(dataBytes)) {
    throw new FitsError("bad-header", `HDU ${index}: NAXISn, PCOUNT and GCOUNT make an impossible size.`, where);
  }
  const extension = index === 0 ? "IMAGE" : (textOf(header, "XTENSION") ?? "");
  const isTable = extension === "BINTABLE" || extension === "A3DTABLE";
  const compressed = isTable && isTrue(header, "ZIMAGE");
  const dims = compressed ? axesOf(header, "ZNAXIS", where) : axes;
  return {
    index,
    kind: compressed ? "compressed-image" : isTable || extension === "TABLE" ? "table" : imageOrOther(extension),
    name: nameOf(header, index),
    header,
    dims,
    bitpix: compressed ? bitpixOf(header, "ZBITPIX", where) : bitpix,
    dataOffset,
    dataBytes,
    missingBytes: Math.max(0, dataOffset + dataBytes - Math.max(source.byteLength, dataOffset)),
    compression: compressed ? (textOf(header, "ZCMPTYPE") ?? "") : null,
    tile: compressed ? tileOf(header, dims, where) : null,
  };
}

function imageOrOther(extension: string): HduKind {
  return extension === "IMAGE" || extension === "IUEIMAGE" ? "image" : "other";
}

function axesOf(header: FitsHeader, prefix: string, where: { hdu: number; offset: number }): number[] {
  const count = structuralInteger(header, prefix, where, { min: 0, max: 999 });
  const axes: number[] = [];
  for (let axis = 1; axis <= count; axis += 1) {
    axes.push(structuralInteger(header, `${prefix}${axis}`, where, { min: 0, max: 2 ** 48 }));
  }
  return axes;
}

function bitpixOf(header: FitsHeader, word: string, where: { hdu: number; offset: number }): number {
  const bitpix = structuralInteger(header, word, where, { min: -64, max: 64 });
  if (bitpixes.has(bitpix)) return bitpix;
  throw new FitsError(
    "bad-header",
    `HDU ${where.hdu}: ${word} is ${bitpix}, but must be 8, 16, 32, 64, -32 or -64.`,
    where,
  );
}

/** By default a tile is one row. */
function tileOf(header: FitsHeader, dims: readonly number[], where: { hdu: number; offset: number }): number[] {
  return dims.map((dim, axis) =>
    structuralInteger(header, `ZTILE${axis + 1}`, where, { min: 1, max: 2 ** 31, fallback: axis === 0 ? dim : 1 }),
  );
}

function nameOf(header: FitsHeader, index: number): string {
  // fpack writes its own EXTNAME before the image's.
  const names = cardValues(header, "EXTNAME").filter((value) => typeof value === "string");
  return names.find((name) => name !== "COMPRESSED_IMAGE") ?? names[0] ?? (index === 0 ? "PRIMARY" : "");
}

function notFits(source: ByteSource, start: string): FitsError {
  const printable = start.replace(/[^\x20-\x7e]/g, ".");
  const seen = source.byteLength === 0 ? "the file is empty" : `it begins with "${printable}"`;
  return new FitsError("not-fits", `This is not a FITS file: ${seen}, not with "SIMPLE  =".`, { offset: 0 });
}

function noteJunk(hdus: Hdu[], source: ByteSource, offset: number): void {
  const last = hdus.pop();
  if (!last) return;
  const warning = `${source.byteLength - offset} bytes after HDU ${last.index} are no FITS extension and were ignored`;
  hdus.push({ ...last, header: { ...last.header, warnings: [...last.header.warnings, warning] } });
}
