/** Rice decompression of one tile, as in the FITS tiled-image convention (RICE_1, FITS standard 4.0 section 10.4.1). */
import { FitsError } from "./fits-error.ts";

/** Bits that code a block's split level, the level that means "not coded", and bits of a raw difference. */
const forms = {
  1: { levelBits: 3, rawLevel: 6, rawBits: 8 },
  2: { levelBits: 4, rawLevel: 14, rawBits: 16 },
  4: { levelBits: 5, rawLevel: 25, rawBits: 32 },
} as const;

export type RiceBytePix = keyof typeof forms;

/**
 * Decodes `count` integers into `out`, which then holds them modulo 2^(8·bytePix), sign-extended for 2 and 4 bytes.
 * Each block of `blockSize` differences is coded with one split level: a unary high part and `level` low bits; a
 * difference is folded so that small negative and positive ones are both short.
 * @throws FitsError `truncated` when the codes end before `count` values.
 */
export function decodeRice(
  codes: Uint8Array,
  count: number,
  blockSize: number,
  bytePix: RiceBytePix,
  out: Int32Array,
): void {
  const { levelBits, rawLevel, rawBits } = forms[bytePix];
  const end = codes.length;
  if (end < bytePix) throw ended();
  let last = 0;
  let at = 0;
  for (; at < bytePix; at += 1) last = (last << 8) | (codes[at] as number);
  const shift = 32 - rawBits;
  const signed = bytePix !== 1;

  // `buffer` holds the next `held` bits (fewer than 8 between steps), right-aligned.
  let buffer = at < end ? (codes[at] as number) : 0;
  at += 1;
  let held = 8;
  for (let i = 0; i < count; ) {
    held -= levelBits;
    while (held < 0) {
      buffer = (buffer << 8) | (codes[at] as number);
      at += 1;
      held += 8;
    }
    const level = (buffer >>> held) - 1;
    buffer &= (1 << held) - 1;
    const blockEnd = Math.min(i + blockSize, count);
    if (level < 0) {
      const value = signed ? (last << shift) >> shift : last & 0xff;
      out.fill(value, i, blockEnd);
      i = blockEnd;
    } else if (level === rawLevel) {
      for (; i < blockEnd; i += 1) {
        let need = rawBits - held;
        let folded = need < 32 ? buffer << need : 0;
        for (need -= 8; need >= 0; need -= 8) {
          folded |= (codes[at] as number) << need;
          at += 1;
        }
        if (held > 0) {
          const next = codes[at] as number;
          at += 1;
          folded |= next >>> -need;
          buffer = next & ((1 << held) - 1);
        } else {
          buffer = 0;
        }
        last = (last + ((folded >>> 1) ^ -(folded & 1))) | 0;
        out[i] = signed ? (last << shift) >> shift : last & 0xff;
      }
    } else {
      for (; i < blockEnd; i += 1) {
        while (buffer === 0) {
          if (at >= end) throw ended();
          held += 8;
          buffer = codes[at] as number;
          at += 1;
        }
        const highBit = 31 - Math.clz32(buffer);
        const high = held - highBit - 1;
        buffer ^= 1 << highBit;
        held = highBit - level;
        while (held < 0) {
          buffer = (buffer << 8) | (codes[at] as number);
          at += 1;
          held += 8;
        }
        const folded = (high << level) | (buffer >>> held);
        buffer &= (1 << held) - 1;
        last = (last + ((folded >>> 1) ^ -(folded & 1))) | 0;
        out[i] = signed ? (last << shift) >> shift : last & 0xff;
      }
    }
    // The very first read after the pixels may look one byte ahead.
    if (at > end + 1) throw ended();
  }
}

function ended(): FitsError {
  return new FitsError("truncated", "Rice codes end before the tile is full");
}
