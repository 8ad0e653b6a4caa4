/**
 * AssemblyScript: passes over rows of pixels: background subtraction, counting for the median, binning. The readable twins
 * are in analysis/background/mesh-spline.ts, analysis/stats/median-of-pixels.ts and analysis/render/bin-image.ts.
 */

/**
 * Subtracts left + t (slope + t (square + t cube)) from the row at `from`, into the row at `to`; they may be the same.
 * @param t for each column its place between two nodes, 64-bit floats.
 * @param pieces for each piece of the polynomial left, slope, square, cube and the column where it ends, 64-bit floats.
 */
export function flattenRow(from: usize, to: usize, t: usize, pieces: usize, count: i32): void {
  let x = 0;
  for (let piece = 0; piece < count; piece += 1, pieces += 40) {
    const left = load<f64>(pieces);
    const slope = load<f64>(pieces, 8);
    const square = load<f64>(pieces, 16);
    const cube = load<f64>(pieces, 24);
    const end = load<f64>(pieces, 32) as i32;
    const lefts = f64x2.splat(left);
    const slopes = f64x2.splat(slope);
    const squares = f64x2.splat(square);
    const cubes = f64x2.splat(cube);
    for (; x + 4 <= end; x += 4) {
      const one = v128.load(t + (x << 3));
      const other = v128.load(t + (x << 3), 16);
      const low = f64x2.add(
        lefts,
        f64x2.mul(one, f64x2.add(slopes, f64x2.mul(one, f64x2.add(squares, f64x2.mul(one, cubes))))),
      );
      const high = f64x2.add(
        lefts,
        f64x2.mul(other, f64x2.add(slopes, f64x2.mul(other, f64x2.add(squares, f64x2.mul(other, cubes))))),
      );
      const level = i32x4.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
      v128.store(to + (x << 2), f32x4.sub(v128.load(from + (x << 2)), level));
    }
    for (; x < end; x += 1) {
      const place = load<f64>(t + (x << 3));
      store<f32>(
        to + (x << 2),
        load<f32>(from + (x << 2)) - ((left + place * (slope + place * (square + place * cube))) as f32),
      );
    }
  }
}

/**
 * Counts finite pixels, and those below `low`; copies those from `low` to `high` to `out`.
 * @param result three 32-bit integers: finite pixels, those below, those copied.
 */
export function partPixels(data: usize, count: i32, low: f32, high: f32, out: usize, result: usize): void {
  const lows = f32x4.splat(low);
  const highs = f32x4.splat(high);
  const infinity = f32x4.splat(Infinity);
  let finite = i32x4.splat(0);
  let below = i32x4.splat(0);
  let to = out;
  for (let at = data, end = data + (count << 2); at < end; at += 16) {
    const pixels = v128.load(at);
    const real = f32x4.lt(f32x4.abs(pixels), infinity);
    const under = v128.and(real, f32x4.lt(pixels, lows));
    finite = i32x4.sub(finite, real);
    below = i32x4.sub(below, under);
    const inside = i32x4.bitmask(v128.and(f32x4.ge(pixels, lows), f32x4.le(pixels, highs)));
    if (inside !== 0) {
      store<f32>(to, f32x4.extract_lane(pixels, 0));
      to += (inside & 1) << 2;
      store<f32>(to, f32x4.extract_lane(pixels, 1));
      to += (inside & 2) << 1;
      store<f32>(to, f32x4.extract_lane(pixels, 2));
      to += inside & 4;
      store<f32>(to, f32x4.extract_lane(pixels, 3));
      to += (inside & 8) >> 1;
    }
  }
  store<i32>(result, lanesOf(finite));
  store<i32>(result, lanesOf(below), 4);
  store<i32>(result, ((to - out) as i32) >> 2, 8);
}

function lanesOf(v: v128): i32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

/**
 * Adds the sums of a row's blocks of `factor` pixels to `sums`, 64-bit floats; each block from left to right.
 * @param blocks whole blocks in the row.
 * @returns not 0 when a sum is no number.
 */
export function addBlocks(row: usize, blocks: i32, factor: i32, sums: usize): i32 {
  let block = 0;
  let bad = 0;
  if (factor === 4) {
    let odd = i64x2.splat(0);
    for (; block + 4 <= blocks; block += 4, row += 64, sums += 32) {
      const a = v128.load(row);
      const b = v128.load(row, 16);
      const c = v128.load(row, 32);
      const d = v128.load(row, 48);
      const ab = i32x4.shuffle(a, b, 0, 4, 1, 5);
      const cd = i32x4.shuffle(c, d, 0, 4, 1, 5);
      const abEnd = i32x4.shuffle(a, b, 2, 6, 3, 7);
      const cdEnd = i32x4.shuffle(c, d, 2, 6, 3, 7);
      const low = sumOf(ab, abEnd);
      const high = sumOf(cd, cdEnd);
      odd = v128.or(odd, v128.or(f64x2.ne(low, low), f64x2.ne(high, high)));
      v128.store(sums, f64x2.add(v128.load(sums), low));
      v128.store(sums, f64x2.add(v128.load(sums, 16), high), 16);
    }
    if (v128.any_true(odd)) bad = 1;
  }
  for (; block < blocks; block += 1, sums += 8) {
    let sum: f64 = 0;
    for (let x = 0; x < factor; x += 1, row += 4) sum += load<f32>(row) as f64;
    // NaN fails every comparison.
    if (!(sum >= -Infinity)) bad = 1;
    store<f64>(sums, load<f64>(sums) + sum);
  }
  return bad;
}

/** Two blocks' sums: of their first and second pixels in `start`, and their third and fourth in `end`. */
function sumOf(start: v128, end: v128): v128 {
  const second = i32x4.shuffle(start, start, 2, 3, 2, 3);
  const fourth = i32x4.shuffle(end, end, 2, 3, 2, 3);
  const half = f64x2.add(f64x2.promote_low_f32x4(start), f64x2.promote_low_f32x4(second));
  return f64x2.add(f64x2.add(half, f64x2.promote_low_f32x4(end)), f64x2.promote_low_f32x4(fourth));
}
