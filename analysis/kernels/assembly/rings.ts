/** AssemblyScript: a source's light in rings around it. The readable twin is in analysis/psf/half-light-radius.ts. */

/** Half the diagonal of the square that a pixel's 5 × 5 points make, and a little more. */
const pixelReach: f64 = 0.57;
const step: f64 = 0.2;
/** From a pixel's centre to its first point. */
const first: f64 = 0.5 * (step - 1);

/**
 * Adds each pixel's light, at 5 × 5 points in it, to the ring that the point is in. Only the innermost rings are told
 * apart: farther out a pixel counts as a whole, but for those on the rim.
 * @param pixels `rows` of `columns`, `stride` bytes apart; the first one's centre is at `u0`, `v0`.
 * @param rings all rings; `inner` of them are told apart: all, or so few that no pixel reaches from them beyond the last.
 * @param table for each whole number up to the square of `inner` the whole part of its root, one byte each.
 * @param light five times `inner` + 1 64-bit floats of 0, for the points' five columns: light of each inner ring, and of
 * the same pixels farther out.
 * @returns light of the pixels that do not touch the inner rings, out to the last ring.
 */
export function addRings(
  pixels: usize,
  stride: usize,
  columns: i32,
  rows: i32,
  u0: i32,
  v0: i32,
  x: f64,
  y: f64,
  ringPx: f64,
  rings: i32,
  inner: i32,
  table: usize,
  light: usize,
): f64 {
  const rimPx = ringPx * (rings as f64);
  const beyond2 = (rimPx + pixelReach) * (rimPx + pixelReach);
  const outside2 = (ringPx * (inner as f64) + pixelReach) * (ringPx * (inner as f64) + pixelReach);
  const within2 = rimPx > pixelReach ? (rimPx - pixelReach) * (rimPx - pixelReach) : -1;
  const perRing2 = 1 / (ringPx * ringPx);
  let rest: f64 = 0;
  for (let row = 0; row < rows; row += 1, pixels += stride) {
    const dv = ((v0 + row) as f64) - y;
    for (let column = 0; column < columns; column += 1) {
      const du = ((u0 + column) as f64) - x;
      const distance2 = du * du + dv * dv;
      if (distance2 > beyond2) continue;
      const value = load<f32>(pixels + (column << 2)) as f64;
      // NaN fails every comparison.
      if (!(value >= -Infinity)) continue;
      if (distance2 < outside2) addPoints(du, dv, value * step * step, perRing2, inner, table, light);
      else if (distance2 <= within2) rest += value;
      else rest += value * step * step * (pointsWithin(du, dv, rimPx * rimPx) as f64);
    }
  }
  return rest;
}

function addPoints(du: f64, dv: f64, part: f64, perRing2: f64, inner: i32, table: usize, light: usize): void {
  const scale = f64x2.splat(perRing2);
  const last = i32x4.splat(inner * inner);
  // Neighbouring points are often in one ring: sums of their own let them not wait for each other.
  const sumBytes = (inner + 1) << 3;
  const start = du + first;
  const one = f64x2.splat(start);
  const other = f64x2(start + step, start + 2 * step);
  const third = f64x2(start + 3 * step, start + 4 * step);
  const oneSquare = f64x2.mul(f64x2.mul(one, one), scale);
  const otherSquare = f64x2.mul(f64x2.mul(other, other), scale);
  const thirdSquare = f64x2.mul(f64x2.mul(third, third), scale);
  for (let i = 0; i < 5; i += 1) {
    const dy = dv + first + (i as f64) * step;
    const height = f64x2.splat(dy * dy * perRing2);
    const a = entryOf(f64x2.add(oneSquare, height), last);
    const b = entryOf(f64x2.add(otherSquare, height), last);
    const c = entryOf(f64x2.add(thirdSquare, height), last);
    add(light, load<u8>(table + i32x4.extract_lane(a, 0)), part);
    add(light + sumBytes, load<u8>(table + i32x4.extract_lane(b, 0)), part);
    add(light + 2 * sumBytes, load<u8>(table + i32x4.extract_lane(b, 1)), part);
    add(light + 3 * sumBytes, load<u8>(table + i32x4.extract_lane(c, 0)), part);
    add(light + 4 * sumBytes, load<u8>(table + i32x4.extract_lane(c, 1)), part);
  }
}

/** The whole part of a squared radius in rings, at most `last`: the root of the one is in the ring of the other. */
function entryOf(square: v128, last: v128): v128 {
  return i32x4.min_s(i32x4.trunc_sat_f64x2_s_zero(square), last);
}

function add(light: usize, ring: u8, part: f64): void {
  const at = light + ((ring as usize) << 3);
  store<f64>(at, load<f64>(at) + part);
}

/** How many of a pixel's points are nearer than the root of `square`. */
function pointsWithin(du: f64, dv: f64, square: f64): i32 {
  const squares = f64x2.splat(square);
  const start = du + first;
  const one = f64x2.splat(start);
  const other = f64x2(start + step, start + 2 * step);
  const third = f64x2(start + 3 * step, start + 4 * step);
  const oneSquare = f64x2.mul(one, one);
  const otherSquare = f64x2.mul(other, other);
  const thirdSquare = f64x2.mul(third, third);
  let single = 0;
  let pairs = i64x2.splat(0);
  for (let i = 0; i < 5; i += 1) {
    const dy = dv + first + (i as f64) * step;
    const height = f64x2.splat(dy * dy);
    single += i64x2.bitmask(f64x2.lt(f64x2.add(oneSquare, height), squares)) & 1;
    pairs = i64x2.sub(pairs, f64x2.lt(f64x2.add(otherSquare, height), squares));
    pairs = i64x2.sub(pairs, f64x2.lt(f64x2.add(thirdSquare, height), squares));
  }
  return single + ((i64x2.extract_lane(pairs, 0) + i64x2.extract_lane(pairs, 1)) as i32);
}
