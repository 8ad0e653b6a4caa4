/** AssemblyScript: Rice codes to integers, 64 bits at a time. The readable twin is analysis/fits/rice.ts. */

/** Eight bytes as the big-endian number that they are, whatever their alignment. */
function bigEndian(at: usize): u64 {
  const bytes = v128.load64_zero(at);
  return i64x2.extract_lane(i8x16.shuffle(bytes, bytes, 7, 6, 5, 4, 3, 2, 1, 0, 8, 9, 10, 11, 12, 13, 14, 15), 0);
}

/** A difference from its fold: 0, 1, 2, 3 … are 0, −1, 1, −2 … */
function unfolded(folded: u32): i32 {
  return ((folded >> 1) as i32) ^ -((folded & 1) as i32);
}

/**
 * Decodes tiles one after the other into `out`, each as 32-bit integers.
 * @param table for each tile the offset of its codes from `codes` and their length, 32 bits each.
 * @param count pixels of a tile; the last one has `lastCount`.
 * @param blockSize at most 64: a block's codes are at most 8 bytes a pixel, and so far behind the last tile may be read.
 * @returns how many tiles were decoded before the first whose codes are not in order; `tiles` when all are.
 */
export function decodeRiceTiles(
  table: usize,
  tiles: i32,
  codes: usize,
  out: usize,
  count: i32,
  lastCount: i32,
  blockSize: i32,
  bytePix: i32,
): i32 {
  for (let tile = 0; tile < tiles; tile += 1) {
    const at = codes + load<u32>(table + ((tile as usize) << 3));
    const length = load<u32>(table + ((tile as usize) << 3), 4) as usize;
    const pixels = tile === tiles - 1 ? lastCount : count;
    const isGood =
      bytePix === 4
        ? decodeTile<i32>(at, length, out, pixels, blockSize)
        : bytePix === 2
          ? decodeTile<i16>(at, length, out, pixels, blockSize)
          : decodeTile<u8>(at, length, out, pixels, blockSize);
    if (!isGood) return tile;
    out += (pixels as usize) << 2;
  }
  return tiles;
}

/** A pixel of type `P` from a running sum, whose upper bits may be anything. */
function pixel<P>(sum: i32): i32 {
  return sizeof<P>() === 4 ? sum : (sum as P as i32);
}

/** @typeParam P the pixels' type; each has code of its own. */
function decodeTile<P>(codes: usize, length: usize, out: usize, count: i32, blockSize: i32): bool {
  const bytePix = sizeof<P>();
  if (length < bytePix) return false;
  const levelBits: u64 = bytePix === 4 ? 5 : bytePix === 2 ? 4 : 3;
  const rawLevel: i32 = bytePix === 4 ? 25 : bytePix === 2 ? 14 : 6;
  const rawBits: u64 = (bytePix as u64) << 3;
  const end = codes + length;
  const limit = end + 8;
  let last: i32 = 0;
  for (let i: usize = 0; i < bytePix; i += 1) last = (last << 8) | (load<u8>(codes + i) as i32);
  let at = codes + bytePix;
  // The next bits, left-aligned: `held` of them count, and what follows those is right as far as it goes.
  let bits: u64 = 0;
  let held: u64 = 0;
  let i: i32 = 0;
  while (i < count) {
    if (at > limit) return false;
    bits |= bigEndian(at) >> held;
    at += ((63 - held) >> 3) as usize;
    held |= 56;
    const level = ((bits >> (64 - levelBits)) as i32) - 1;
    bits <<= levelBits;
    held -= levelBits;
    const blockEnd = min(i + blockSize, count);
    if (level < 0) {
      const value = pixel<P>(last);
      for (; i < blockEnd; i += 1, out += 4) store<i32>(out, value);
    } else if (level === rawLevel) {
      for (; i < blockEnd; i += 1, out += 4) {
        bits |= bigEndian(at) >> held;
        at += ((63 - held) >> 3) as usize;
        held |= 56;
        const folded = (bits >> (64 - rawBits)) as u32;
        bits <<= rawBits;
        held -= rawBits;
        last += unfolded(folded);
        store<i32>(out, pixel<P>(last));
      }
    } else if (level > rawLevel) {
      return false;
    } else {
      const wide = level as u64;
      const rest = 63 - wide;
      while (i < blockEnd) {
        bits |= bigEndian(at) >> held;
        at += ((63 - held) >> 3) as usize;
        held |= 56;
        // Four at a time where 56 bits hold them, which is nearly always: filling up takes longer than decoding.
        if (wide < 10 && i + 4 <= blockEnd) {
          const zeros1 = clz<u64>(bits);
          const bits1 = bits << (zeros1 + 1);
          const after1 = bits1 << wide;
          const zeros2 = clz<u64>(after1);
          const bits2 = after1 << (zeros2 + 1);
          const after2 = bits2 << wide;
          const zeros3 = clz<u64>(after2);
          const bits3 = after2 << (zeros3 + 1);
          const after3 = bits3 << wide;
          const zeros4 = clz<u64>(after3);
          const used = zeros1 + zeros2 + zeros3 + zeros4 + 4 + 4 * wide;
          if (used <= 56) {
            const bits4 = after3 << (zeros4 + 1);
            bits = bits4 << wide;
            held -= used;
            last += unfolded(((zeros1 << wide) | ((bits1 >> 1) >> rest)) as u32);
            store<i32>(out, pixel<P>(last));
            last += unfolded(((zeros2 << wide) | ((bits2 >> 1) >> rest)) as u32);
            store<i32>(out, pixel<P>(last), 4);
            last += unfolded(((zeros3 << wide) | ((bits3 >> 1) >> rest)) as u32);
            store<i32>(out, pixel<P>(last), 8);
            last += unfolded(((zeros4 << wide) | ((bits4 >> 1) >> rest)) as u32);
            store<i32>(out, pixel<P>(last), 12);
            i += 4;
            out += 16;
            continue;
          }
        }
        let zeros = clz<u64>(bits);
        let high = zeros as u32;
        if (zeros + 1 + wide > 56) {
          // A long run of zeros: take what there is until its end shows, and fill up for the low bits.
          high = 0;
          while (zeros >= held) {
            if (at > limit) return false;
            high += held as u32;
            bits = bigEndian(at);
            at += 7;
            held = 56;
            zeros = clz<u64>(bits);
          }
          high += zeros as u32;
          // The terminating bit is left for the common way: no zeros are.
          bits <<= zeros;
          held -= zeros;
          bits |= bigEndian(at) >> held;
          at += ((63 - held) >> 3) as usize;
          held |= 56;
          zeros = 0;
        }
        bits <<= zeros + 1;
        const low = ((bits >> 1) >> rest) as u32;
        bits <<= wide;
        held -= zeros + 1 + wide;
        last += unfolded((high << (level as u32)) | low);
        store<i32>(out, pixel<P>(last));
        i += 1;
        out += 4;
      }
    }
    if ((((at - codes) as u64) << 3) - held > (length as u64) << 3) return false;
  }
  return true;
}
