/** Writes FITS files: headers, plain images and Rice-compressed images. */
import { riceBlockPixels, riceEncode } from "./rice-encode.ts";

/** One header card; a null value is an undefined keyword, COMMENT has only its comment. */
export interface Card {
  keyword: string;
  value: string | number | boolean | null;
  comment?: string;
}

const blockBytes = 2880;
const cardBytes = 80;

/**
 * @param cards the exposure's words, without the structural ones.
 * @returns a primary HDU without data.
 */
export function primaryWithoutData(cards: readonly Card[]): Uint8Array {
  return headerBytes([
    { keyword: "SIMPLE", value: true, comment: "file conforms to the FITS standard" },
    { keyword: "BITPIX", value: 8 },
    { keyword: "NAXIS", value: 0, comment: "no data here" },
    { keyword: "EXTEND", value: true },
    ...cards,
  ]);
}

/**
 * A Rice-compressed image as an extension, one row a tile.
 * @param pixels row by row, `width` × n integers; Int16Array becomes BITPIX 16, Int32Array 32.
 * @throws RangeError when the pixels do not fill whole rows.
 */
export function riceImage(pixels: Int16Array | Int32Array, width: number, cards: readonly Card[]): Uint8Array {
  const height = pixels.length / width;
  if (!Number.isInteger(height)) {
    throw new RangeError(`riceImage: ${pixels.length} pixels do not make whole rows of ${width}; pass width × height`);
  }
  const tiles: Uint8Array[] = [];
  const descriptors = new DataView(new ArrayBuffer(height * 8));
  let heapBytes = 0;
  let longest = 0;
  for (let row = 0; row < height; row += 1) {
    const tile = riceEncode(pixels.subarray(row * width, (row + 1) * width));
    descriptors.setInt32(row * 8, tile.length);
    descriptors.setInt32(row * 8 + 4, heapBytes);
    tiles.push(tile);
    heapBytes += tile.length;
    longest = Math.max(longest, tile.length);
  }
  const header = headerBytes([
    { keyword: "XTENSION", value: "BINTABLE", comment: "binary table that holds a compressed image" },
    { keyword: "BITPIX", value: 8 },
    { keyword: "NAXIS", value: 2 },
    { keyword: "NAXIS1", value: 8, comment: "one descriptor" },
    { keyword: "NAXIS2", value: height, comment: "one tile a row" },
    { keyword: "PCOUNT", value: heapBytes },
    { keyword: "GCOUNT", value: 1 },
    { keyword: "TFIELDS", value: 1 },
    { keyword: "TTYPE1", value: "COMPRESSED_DATA" },
    { keyword: "TFORM1", value: `1PB(${longest})` },
    { keyword: "ZIMAGE", value: true },
    { keyword: "ZTENSION", value: "IMAGE" },
    { keyword: "ZBITPIX", value: pixels.BYTES_PER_ELEMENT * 8 },
    { keyword: "ZNAXIS", value: 2 },
    { keyword: "ZNAXIS1", value: width },
    { keyword: "ZNAXIS2", value: height },
    { keyword: "ZPCOUNT", value: 0 },
    { keyword: "ZGCOUNT", value: 1 },
    { keyword: "ZTILE1", value: width },
    { keyword: "ZTILE2", value: 1 },
    { keyword: "ZCMPTYPE", value: "RICE_1" },
    { keyword: "ZNAME1", value: "BLOCKSIZE" },
    { keyword: "ZVAL1", value: riceBlockPixels },
    { keyword: "ZNAME2", value: "BYTEPIX" },
    { keyword: "ZVAL2", value: pixels.BYTES_PER_ELEMENT },
    ...cards,
  ]);
  return joined([header, padded([new Uint8Array(descriptors.buffer), ...tiles])]);
}

/** @returns the parts one after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * @returns a header with its END card, filled up to a block.
 * @throws RangeError for a card that FITS cannot hold.
 */
export function headerBytes(cards: readonly Card[]): Uint8Array {
  const text = [...cards.map(cardText), "END".padEnd(cardBytes)].join("");
  const bytes = new Uint8Array(Math.ceil(text.length / blockBytes) * blockBytes).fill(0x20);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

function cardText(card: Card): string {
  const keyword = card.keyword.padEnd(8);
  if (card.keyword === "COMMENT") return `${keyword}${card.comment ?? ""}`.slice(0, cardBytes).padEnd(cardBytes);
  const value = `${keyword}= ${valueText(card.value)}`;
  const line = card.comment ? `${value} / ${card.comment}` : value;
  if (!/^[A-Z0-9_-]{1,8}$/.test(card.keyword) || value.length > cardBytes || /[^\x20-\x7e]/.test(line)) {
    throw new RangeError(`FITS cannot hold this card: ${line}`);
  }
  return line.slice(0, cardBytes).padEnd(cardBytes);
}

function valueText(value: Card["value"]): string {
  if (value === null) return "";
  if (typeof value === "boolean") return (value ? "T" : "F").padStart(20);
  if (typeof value === "string") return `'${value.replaceAll("'", "''").padEnd(8)}'`;
  if (!Number.isFinite(value)) throw new RangeError(`FITS headers have no ${value}; leave the value undefined (null)`);
  return String(value).toUpperCase().padStart(20);
}

function padded(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = joined(parts);
  const whole = new Uint8Array(Math.ceil(bytes.length / blockBytes) * blockBytes);
  whole.set(bytes);
  return whole;
}
