/** Bits, nybbles and Huffman codes of an HCOMPRESS stream, most significant bit first. */
import { FitsError } from "./fits-error.ts";

/** Where a stream is being read; set `held` to 0 to go on at the next whole byte. */
export interface BitReader {
  readonly bytes: Uint8Array;
  /** Next byte to fetch. */
  at: number;
  /** Bytes fetched last; its lowest `held` bits are still to be read. */
  buffer: number;
  held: number;
}

/** Nybble of each code of 3 to 6 bits; the table is indexed by six bits, as the code's length and value say. */
const huffman = huffmanTable();

/** @returns the next bit. @throws FitsError `truncated` at the end of the stream. */
export function readBit(reader: BitReader): number {
  return readBits(reader, 1);
}

/** @returns the next four bits. @throws FitsError `truncated` at the end of the stream. */
export function readNybble(reader: BitReader): number {
  return readBits(reader, 4);
}

/** @returns the nybble of the next Huffman code: the likelier of 3 bits, 0 and 14 of 6. @throws FitsError as {@link readBit}. */
export function readHuffman(reader: BitReader): number {
  let code = readBits(reader, 3);
  for (let length = 3; ; length += 1) {
    const nybble = huffman[length * 64 + code] as number;
    if (nybble >= 0) return nybble;
    code = (code << 1) | readBits(reader, 1);
  }
}

function readBits(reader: BitReader, count: number): number {
  if (reader.held < count) {
    if (reader.at >= reader.bytes.length) {
      throw new FitsError("truncated", "the HCOMPRESS codes end before the tile is full");
    }
    reader.buffer = ((reader.buffer << 8) | (reader.bytes[reader.at] as number)) & 0xffff;
    reader.at += 1;
    reader.held += 8;
  }
  reader.held -= count;
  return (reader.buffer >> reader.held) & ((1 << count) - 1);
}

/** The fixed code of the format: value and length for the nybbles 0 to 15; every string of six bits begins with one. */
function huffmanTable(): Int8Array {
  const codes = [0x3e, 0x00, 0x01, 0x08, 0x02, 0x09, 0x1a, 0x1b, 0x03, 0x1c, 0x0a, 0x1d, 0x0b, 0x1e, 0x3f, 0x0c];
  const lengths = [6, 3, 3, 4, 3, 4, 5, 5, 3, 5, 4, 5, 4, 5, 6, 4];
  const table = new Int8Array(7 * 64).fill(-1);
  for (const [nybble, code] of codes.entries()) table[(lengths[nybble] ?? 0) * 64 + code] = nybble;
  return table;
}
