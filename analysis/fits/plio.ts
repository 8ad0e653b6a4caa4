/** PLIO_1: IRAF's run-length code for masks, one line list of 16-bit words a tile (FITS standard 4.0 section 10.4.3). */
import { FitsError } from "./fits-error.ts";

/** A word's upper four bits say what to do with its lower twelve. */
const operations = { zeros: 0, setValue: 1, raise: 2, lower: 3, fill: 4, zerosThenOne: 5, raiseOne: 6, lowerOne: 7 };

/**
 * Decodes one line list into `out`; pixels that the list does not reach are 0, as IRAF has it.
 * The list keeps a current value, which starts at 1, and fills runs with it or with zeros.
 * @param codes the list as big-endian 16-bit words, its header included.
 * @throws FitsError `truncated` when the list is longer than `codes` or holds a word that is no instruction.
 */
export function decodePlio(codes: Uint8Array, count: number, out: Int32Array): void {
  const words = new DataView(codes.buffer, codes.byteOffset, codes.byteLength);
  const available = codes.byteLength >> 1;
  const { first, length } = listBounds(words, available);
  let value = 1;
  let pixel = 0;
  for (let at = first; at < length && pixel < count; at += 1) {
    const word = words.getUint16(at * 2);
    const operation = word >> 12;
    const data = word & 0xfff;
    const runEnd = Math.min(pixel + data, count);
    switch (operation) {
      case operations.zeros:
        out.fill(0, pixel, runEnd);
        pixel = runEnd;
        break;
      case operations.fill:
        out.fill(value, pixel, runEnd);
        pixel = runEnd;
        break;
      case operations.zerosThenOne:
        out.fill(0, pixel, runEnd);
        if (data > 0 && pixel + data <= count) out[runEnd - 1] = value;
        pixel = runEnd;
        break;
      case operations.setValue:
        at += 1;
        if (at >= length) throw damaged("ends inside an instruction");
        value = (words.getInt16(at * 2) << 12) + data;
        break;
      case operations.raise:
        value = (value + data) | 0;
        break;
      case operations.lower:
        value = (value - data) | 0;
        break;
      case operations.raiseOne:
      case operations.lowerOne:
        value = (operation === operations.raiseOne ? value + data : value - data) | 0;
        out[pixel] = value;
        pixel += 1;
        break;
      default:
        throw damaged(`has the word ${word}, which is no instruction`);
    }
  }
  out.fill(0, pixel, count);
}

/** The old header has three words, the last its length; the new one says its own length and has 30 bits for the list's. */
function listBounds(words: DataView, available: number): { first: number; length: number } {
  if (available < 3) throw damaged("has no header");
  const oldLength = words.getInt16(4);
  if (oldLength <= 0 && available < 5) throw damaged("has no header");
  const length = oldLength > 0 ? oldLength : (words.getInt16(8) << 15) + words.getInt16(6);
  const first = oldLength > 0 ? 3 : words.getInt16(2);
  if (first < 3 || length < 0 || length > available) {
    throw damaged(`should have ${length} words behind a header of ${first}, and has ${available}`);
  }
  return { first, length };
}

function damaged(what: string): FitsError {
  return new FitsError("truncated", `the PLIO line list ${what}`);
}
