/** AssemblyScript: a source's light in rings around it. The readable twin is in analysis/psf/half-light-radius.ts. */

/** Half the diagonal of the square that a pixel's 5 × 5 points make, and a little more. */
const pixelReach: f64 = 0.57;

/**
 * Adds each pixel's light, at 5 × 5 points in it, to the ring that the point is in.
 * @param cut `columns` × `rows` pixels; the first one's centre is at `u0`, `v0`.
 * @param light `rings` + 1 64-bit floats of 0; the last one takes what lies farther out.
 */
export function addRings(
  cut: usize,
  columns: i32,
  rows: i32,
  u0: i32,
  v0: i32,
  x: f64,
  y: f64,
  ringPx: f64,
  rings: i32,
  light: usize,
): void {
  const step: f64 = 0.2;
  const first: f64 = 0.5 * (step - 1);
  const outer = ringPx * (rings as f64) + pixelReach;
  const ringWidths = f64x2.splat(ringPx);
  const beyond = i32x4.splat(rings);
  for (let row = 0; row < rows; row += 1) {
    const v = (v0 + row) as f64;
    for (let column = 0; column < columns; column += 1, cut += 4) {
      const value = load<f32>(cut);
      // NaN fails every comparison.
      if (!(value >= -Infinity)) continue;
      const u = (u0 + column) as f64;
      const du = u - x;
      const dv = v - y;
      if (du * du + dv * dv > outer * outer) continue;
      const part = (value as f64) * step * step;
      const start = du + first;
      const one = f64x2.splat(start);
      const other = f64x2(start + step, start + 2 * step);
      const third = f64x2(start + 3 * step, start + 4 * step);
      const oneSquare = f64x2.mul(one, one);
      const otherSquare = f64x2.mul(other, other);
      const thirdSquare = f64x2.mul(third, third);
      for (let i = 0; i < 5; i += 1) {
        const dy = dv + first + (i as f64) * step;
        const height = f64x2.splat(dy * dy);
        const a = ringOf(f64x2.add(oneSquare, height), ringWidths, beyond);
        const b = ringOf(f64x2.add(otherSquare, height), ringWidths, beyond);
        const c = ringOf(f64x2.add(thirdSquare, height), ringWidths, beyond);
        add(light, i32x4.extract_lane(a, 0), part);
        add(light, i32x4.extract_lane(b, 0), part);
        add(light, i32x4.extract_lane(b, 1), part);
        add(light, i32x4.extract_lane(c, 0), part);
        add(light, i32x4.extract_lane(c, 1), part);
      }
    }
  }
}

function ringOf(square: v128, ringWidths: v128, beyond: v128): v128 {
  return i32x4.min_s(i32x4.trunc_sat_f64x2_s_zero(f64x2.div(f64x2.sqrt(square), ringWidths)), beyond);
}

function add(light: usize, ring: i32, part: f64): void {
  const at = light + (ring << 3);
  store<f64>(at, load<f64>(at) + part);
}
