/** AssemblyScript: the detection filter. The readable twin is analysis/sources/smooth-row.ts. */

/** Four pixels, those without a value as 0. */
function light(at: usize): v128 {
  const pixels = v128.load(at);
  return v128.and(pixels, f32x4.eq(pixels, pixels));
}

/**
 * Looks which blocks of 32 columns of a row have a pixel above `level`.
 * @param width a multiple of 4.
 * @param blocks a bit for each block, 64 a word, the first in the lowest bit.
 */
export function markBlocks(row: usize, width: i32, level: f32, blocks: usize): void {
  const levels = f32x4.splat(level);
  let word: u64 = 0;
  let bit: u64 = 0;
  for (let x = 0; x < width; ) {
    let above = i64x2.splat(0);
    for (const end = min(width, x + 32); x < end; x += 4, row += 16) {
      above = v128.or(above, f32x4.gt(v128.load(row), levels));
    }
    word |= (v128.any_true(above) ? (1 as u64) : 0) << bit;
    bit += 1;
    if (bit === 64 || x >= width) {
      store<u64>(blocks, word);
      blocks += 8;
      word = 0;
      bit = 0;
    }
  }
}

/**
 * The detection filter along one row, and which columns are above `level` after it. A mean of pixels that are not above
 * a positive level is not above it either, however it is rounded (four times a 32-bit float is a 64-bit one): blocks of
 * 32 columns are left out where neither they nor their neighbours, in the row, below and above, have a pixel above.
 * @param below the row below, or `row` with `weightBelow` 0; the same for `above`.
 * @param width a multiple of 4; columns of no image hold 0.
 * @param sums space for `width` + 2 64-bit floats.
 * @param out the filtered row, 32-bit floats; only blocks that are not left out are written.
 * @param bits 32 columns a word, the first in the lowest bit; the last word is whole.
 * @param blocksBelow from {@link markBlocks} for the row below, and so on.
 * @returns not 0 when a column is above.
 */
export function smoothRow(
  below: usize,
  row: usize,
  above: usize,
  weightBelow: f64,
  weightAbove: f64,
  width: i32,
  sums: usize,
  out: usize,
  level: f32,
  bits: usize,
  blocksBelow: usize,
  blocksHere: usize,
  blocksAbove: usize,
): i32 {
  store<f64>(sums, 0);
  store<f64>(sums + (width << 3), 0, 8);
  memory.fill(bits, 0, ((width + 31) >> 5) << 2);
  let any = 0;
  let before: u64 = 0;
  let here = load<u64>(blocksBelow) | load<u64>(blocksHere) | load<u64>(blocksAbove);
  for (let first = 0; first < width; first += 2048) {
    const at = (((first >> 11) + 1) as usize) << 3;
    const behind: u64 =
      first + 2048 < width ? load<u64>(blocksBelow + at) | load<u64>(blocksHere + at) | load<u64>(blocksAbove + at) : 0;
    let near = here | (here << 1) | (here >> 1) | (before >> 63) | (behind << 63);
    before = here;
    here = behind;
    for (; near !== 0; near &= near - 1) {
      const start = first + ((ctz(near) as i32) << 5);
      // The neighbour of the last block may be none.
      if (start >= width) break;
      sumColumns(below, row, above, weightBelow, weightAbove, max(0, start - 4), min(width, start + 36), sums);
      const word = smoothBlock(sums, start, min(width, start + 32), out, level);
      store<i32>(bits + ((start >> 5) << 2), word);
      any |= word;
    }
  }
  return any;
}

/** Weighted sums along the columns from `start` to `end`, multiples of 4. */
function sumColumns(
  below: usize,
  row: usize,
  above: usize,
  weightBelow: f64,
  weightAbove: f64,
  start: i32,
  end: i32,
  sums: usize,
): void {
  const wb = f64x2.splat(weightBelow);
  const wa = f64x2.splat(weightAbove);
  for (let x = start; x < end; x += 4) {
    const b = light(below + (x << 2));
    const r = light(row + (x << 2));
    const a = light(above + (x << 2));
    const at = sums + (x << 3);
    const lowRow = f64x2.promote_low_f32x4(r);
    v128.store(
      at,
      f64x2.add(
        f64x2.add(f64x2.mul(wb, f64x2.promote_low_f32x4(b)), f64x2.add(lowRow, lowRow)),
        f64x2.mul(wa, f64x2.promote_low_f32x4(a)),
      ),
      8,
    );
    const highRow = f64x2.promote_low_f32x4(i32x4.shuffle(r, r, 2, 3, 2, 3));
    v128.store(
      at,
      f64x2.add(
        f64x2.add(f64x2.mul(wb, f64x2.promote_low_f32x4(i32x4.shuffle(b, b, 2, 3, 2, 3))), f64x2.add(highRow, highRow)),
        f64x2.mul(wa, f64x2.promote_low_f32x4(i32x4.shuffle(a, a, 2, 3, 2, 3))),
      ),
      24,
    );
  }
}

/** Sums along the row and compares. @returns a bit for each column above the level. */
function smoothBlock(sums: usize, start: i32, end: i32, out: usize, level: f32): i32 {
  const levels = f32x4.splat(level);
  const part = f64x2.splat(0.0625);
  let word = 0;
  for (let x = start; x < end; x += 4) {
    const at = sums + (x << 3);
    const middle = v128.load(at, 8);
    const next = v128.load(at, 24);
    const low = f64x2.mul(f64x2.add(f64x2.add(v128.load(at), f64x2.add(middle, middle)), v128.load(at, 16)), part);
    const high = f64x2.mul(f64x2.add(f64x2.add(v128.load(at, 16), f64x2.add(next, next)), v128.load(at, 32)), part);
    const smoothed = i32x4.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
    v128.store(out + (x << 2), smoothed);
    word |= i32x4.bitmask(f32x4.gt(smoothed, levels)) << (x & 31);
  }
  return word;
}
