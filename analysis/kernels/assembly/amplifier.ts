/** AssemblyScript: rows of an amplifier: overscan medians, and pixels less their bias. Twins: analysis/detector/. */

/**
 * Median of each row's overscan, by bisection of its values' range.
 * @param pixels 32-bit integers; `overscan` is the address of the first row's overscan, of `width` pixels.
 * @param stride bytes from row to row.
 * @param out for each row its median, the mean of the two middle values when `width` is even; 32-bit floats.
 */
export function overscanMedians(overscan: usize, stride: usize, width: i32, rows: i32, out: usize): void {
  for (let row = 0; row < rows; row += 1, overscan += stride, out += 4) {
    let low = load<i32>(overscan);
    let high = low;
    for (let x = 1; x < width; x += 1) {
      const value = load<i32>(overscan + (x << 2));
      low = min(low, value);
      high = max(high, value);
    }
    const middle = width >> 1;
    const upper = valueAtRank(overscan, width, middle, low, high);
    const lower = (width & 1) !== 0 ? upper : valueAtRank(overscan, width, middle - 1, low, upper);
    store<f32>(out, (((lower as f32 as f64) + (upper as f32 as f64)) / 2) as f32);
  }
}

function valueAtRank(pixels: usize, width: i32, rank: i32, low: i32, high: i32): i32 {
  const whole = width & ~3;
  while (low < high) {
    const half = (((low as i64) + (high as i64)) >> 1) as i32;
    const halves = i32x4.splat(half);
    let counts = i32x4.splat(0);
    for (let x = 0; x < whole; x += 4) counts = i32x4.sub(counts, i32x4.le_s(v128.load(pixels + (x << 2)), halves));
    let count =
      i32x4.extract_lane(counts, 0) +
      i32x4.extract_lane(counts, 1) +
      i32x4.extract_lane(counts, 2) +
      i32x4.extract_lane(counts, 3);
    for (let x = whole; x < width; x += 1) if (load<i32>(pixels + (x << 2)) <= half) count += 1;
    if (count > rank) high = half;
    else low = half + 1;
  }
  return low;
}

/**
 * Rows of whole numbers as floats less their bias, if wanted from right to left.
 * @param bias one 32-bit float a row.
 * @param out rows of `width` floats, `outStride` bytes apart.
 * @returns how many pixels reach `saturation` before the bias is taken off.
 */
export function subtractBias(
  pixels: usize,
  stride: usize,
  width: i32,
  rows: i32,
  bias: usize,
  saturation: f32,
  mirrored: bool,
  out: usize,
  outStride: usize,
): i32 {
  const full = f32x4.splat(saturation);
  let saturated = i32x4.splat(0);
  let rest = 0;
  const whole = width & ~3;
  for (let row = 0; row < rows; row += 1, pixels += stride, out += outStride, bias += 4) {
    const level = load<f32>(bias);
    const levels = f32x4.splat(level);
    for (let x = 0; x < whole; x += 4) {
      const raw = f32x4.convert_i32x4_s(v128.load(pixels + (x << 2)));
      saturated = i32x4.sub(saturated, f32x4.ge(raw, full));
      const light = f32x4.sub(raw, levels);
      if (mirrored) v128.store(out + ((width - 4 - x) << 2), i32x4.shuffle(light, light, 3, 2, 1, 0));
      else v128.store(out + (x << 2), light);
    }
    for (let x = whole; x < width; x += 1) {
      const raw = load<i32>(pixels + (x << 2)) as f32;
      if (raw >= saturation) rest += 1;
      store<f32>(out + ((mirrored ? width - 1 - x : x) << 2), raw - level);
    }
  }
  return (
    rest +
    i32x4.extract_lane(saturated, 0) +
    i32x4.extract_lane(saturated, 1) +
    i32x4.extract_lane(saturated, 2) +
    i32x4.extract_lane(saturated, 3)
  );
}
