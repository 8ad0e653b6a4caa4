/** AssemblyScript: level and noise of the background mesh. The readable twin is analysis/background/mesh-cell.ts. */

/** Bins that any cell can have, and the bin behind them where values outside the histogram go. */
const maxBins: i32 = 4096;
const elsewhere: i32 = maxBins + 1;
const histogramBytes: i32 = (maxBins + 8) << 1;
/** Iterations after which sums of squared bins leave 32 bits: each adds four squares of 12 bits to a lane. */
const squaresHeld: i32 = 32;

/** What {@link fillHistogram} put into bins: pixels, their bins' sum, and their bins' squares' sum. */
let binnedCount: i32 = 0;
let binnedSum: f64 = 0;
let binnedSquares: f64 = 0;

/**
 * Cells of one row of the mesh.
 * @param data rows of pixels `stride` bytes apart.
 * @param cells their number; each is `meshPx` (a multiple of 4) wide, the last may be less.
 * @param histogram space for 4,104 16-bit counts, and behind them for a cell's pixels, each row a multiple of four.
 * @param results for each cell 12 bytes: what was found (0 no value, 1 a value, 2 ask the twin), level, sigma.
 */
export function measureCells(
  data: usize,
  stride: usize,
  width: i32,
  height: i32,
  cells: i32,
  meshPx: i32,
  binsPerPixel: f64,
  histogram: usize,
  results: usize,
): void {
  for (let cell = 0; cell < cells; cell += 1) {
    const cellWidth = min(meshPx, width - cell * meshPx);
    const start = data + ((cell * meshPx) << 2);
    const found = measureCell(start, stride, cellWidth, height, binsPerPixel, histogram, results + cell * 12 + 4);
    store<i32>(results + cell * 12, found);
  }
}

function measureCell(
  data: usize,
  stride: usize,
  width: i32,
  height: i32,
  binsPerPixel: f64,
  histogram: usize,
  result: usize,
): i32 {
  // One cell's pixels stay in the nearest cache; NaN stands behind the last column.
  const cell = histogram + histogramBytes;
  const end = copyCell(data, stride, width, height, cell);
  let low: f32 = -1e30;
  let high: f32 = Infinity;
  let mean: f64 = 0;
  let sigma: f64 = 0;
  let count: i32 = 0;
  for (let pass = 0; pass < 2; pass += 1) {
    const lows = f32x4.splat(low);
    const highs = f32x4.splat(high);
    let sums = f64x2.splat(0);
    let moreSums = f64x2.splat(0);
    let squares = f64x2.splat(0);
    let moreSquares = f64x2.splat(0);
    let counts = i32x4.splat(0);
    for (let at = cell; at < end; at += 16) {
      const pixels = v128.load(at);
      const counted = v128.and(f32x4.ge(pixels, lows), f32x4.le(pixels, highs));
      const kept = v128.and(pixels, counted);
      const one = f64x2.promote_low_f32x4(kept);
      const other = f64x2.promote_low_f32x4(i32x4.shuffle(kept, kept, 2, 3, 2, 3));
      sums = f64x2.add(sums, one);
      moreSums = f64x2.add(moreSums, other);
      squares = f64x2.add(squares, f64x2.mul(one, one));
      moreSquares = f64x2.add(moreSquares, f64x2.mul(other, other));
      counts = i32x4.sub(counts, counted);
    }
    count = lanesOf(counts);
    if (pass === 0 && (count === 0 || (count as f64) < ((width * height) as f64) * 0.5)) return 0;
    const sum = f64x2.add(sums, moreSums);
    const square = f64x2.add(squares, moreSquares);
    mean = (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)) / (count as f64);
    const power = (f64x2.extract_lane(square, 0) + f64x2.extract_lane(square, 1)) / (count as f64);
    sigma = sqrt<f64>(max<f64>(0, power - mean * mean));
    low = (mean - 2 * sigma) as f32;
    high = (mean + 2 * sigma) as f32;
  }
  if (count === 0) return 2;
  const bins = min(maxBins, (binsPerPixel * (count as f64) + 1) as i32);
  const binWidth: f32 = sigma > 0 ? (((10 * sigma) / (bins as f64)) as f32) : 1;
  const zero = (mean - 5 * sigma) as f32;
  fillHistogram(cell, end, bins, binWidth, zero, histogram);
  return modeOf(histogram, bins, binWidth, zero, mean as f32, result);
}

/** @returns the end of the copy. */
function copyCell(data: usize, stride: usize, width: i32, height: i32, to: usize): usize {
  const start = to;
  const whole = (width & ~3) << 2;
  const rest = width & 3;
  for (let row = 0; row < height; row += 1, data += stride) {
    for (let at = data, end = data + whole; at < end; at += 16, to += 16) v128.store(to, v128.load(at));
    if (rest === 0) continue;
    v128.store(to, f32x4.splat(NaN));
    for (let x = 0; x < rest; x += 1) store<f32>(to + (x << 2), load<f32>(data + whole + (x << 2)));
    to += 16;
  }
  // Whole pairs of vectors.
  v128.store(to, f32x4.splat(NaN));
  return start + ((to - start + 31) & ~31);
}

function fillHistogram(cell: usize, end: usize, bins: i32, binWidth: f32, zero: f32, histogram: usize): void {
  memory.fill(histogram, 0, histogramBytes);
  const widths = f32x4.splat(binWidth);
  const offsets = f32x4.splat(((0.499999 as f64) - ((zero / binWidth) as f64)) as f32);
  const least = f32x4.splat(-1);
  const most = f32x4.splat(bins as f32);
  const outside = i32x4.splat(elsewhere << 1);
  const ones = i16x8.splat(1);
  let counts = i32x4.splat(0);
  let sums = i32x4.splat(0);
  let squares = i64x2.splat(0);
  while (cell < end) {
    let held = i32x4.splat(0);
    for (const stop = min(end, cell + (squaresHeld << 5)); cell < stop; cell += 32) {
      // The cell's end is filled up with NaN to a whole pair of vectors.
      const one = f32x4.add(f32x4.div(v128.load(cell), widths), offsets);
      const other = f32x4.add(f32x4.div(v128.load(cell, 16), widths), offsets);
      const oneCounted = v128.and(f32x4.gt(one, least), f32x4.lt(one, most));
      const otherCounted = v128.and(f32x4.gt(other, least), f32x4.lt(other, most));
      const oneBin = v128.and(i32x4.trunc_sat_f32x4_s(one), oneCounted);
      const otherBin = v128.and(i32x4.trunc_sat_f32x4_s(other), otherCounted);
      const both = i16x8.narrow_i32x4_s(oneBin, otherBin);
      counts = i32x4.sub(counts, i32x4.add(oneCounted, otherCounted));
      sums = i32x4.add(sums, i32x4.dot_i16x8_s(both, ones));
      held = i32x4.add(held, i32x4.dot_i16x8_s(both, both));
      const onePlace = v128.bitselect(i32x4.shl(oneBin, 1), outside, oneCounted);
      const otherPlace = v128.bitselect(i32x4.shl(otherBin, 1), outside, otherCounted);
      increment(histogram + i32x4.extract_lane(onePlace, 0));
      increment(histogram + i32x4.extract_lane(onePlace, 1));
      increment(histogram + i32x4.extract_lane(onePlace, 2));
      increment(histogram + i32x4.extract_lane(onePlace, 3));
      increment(histogram + i32x4.extract_lane(otherPlace, 0));
      increment(histogram + i32x4.extract_lane(otherPlace, 1));
      increment(histogram + i32x4.extract_lane(otherPlace, 2));
      increment(histogram + i32x4.extract_lane(otherPlace, 3));
    }
    squares = i64x2.add(squares, i64x2.extend_low_i32x4_s(held));
    squares = i64x2.add(squares, i64x2.extend_high_i32x4_s(held));
  }
  binnedCount = lanesOf(counts);
  binnedSum = lanesOf(sums) as f64;
  binnedSquares = (i64x2.extract_lane(squares, 0) + i64x2.extract_lane(squares, 1)) as f64;
}

function lanesOf(v: v128): i32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

function increment(at: usize): void {
  store<u16>(at, load<u16>(at) + 1);
}

function pixelsIn(histogram: usize, bin: i32): i32 {
  return load<u16>(histogram + (bin << 1)) as i32;
}

/** Bins that are skipped at once on the way to the median. */
const chunk: i32 = 32;

function pixelsInChunk(histogram: usize, bin: i32): i32 {
  const at = histogram + (bin << 1);
  const sums = i16x8.add(i16x8.add(v128.load(at), v128.load(at, 16)), i16x8.add(v128.load(at, 32), v128.load(at, 48)));
  return lanesOf(i32x4.extadd_pairwise_i16x8_u(sums));
}

/** Whether eight bins hold no pixel. */
function isEmpty(histogram: usize, bin: i32): bool {
  return !v128.any_true(v128.load(histogram + (bin << 1)));
}

/**
 * The clipped mode. Where the twin goes through all bins in every round, this keeps the sums (whole numbers, so nothing
 * is lost) and adds and takes away only what the cuts have passed. The bin where the twin's two fingers meet is the
 * first one from which on the pixels below it and below the bin after the next make up all.
 */
function modeOf(histogram: usize, bins: i32, binWidth: f32, zero: f32, fallback: f32, result: usize): i32 {
  const last = bins - 1;
  let lowCut = 0;
  let highCut = last;
  let sigma: f64 = 10 * (last as f64);
  let before: f64 = 1;
  let mean: f64 = fallback;
  let median: f64 = fallback;
  let count = binnedCount;
  let sum = binnedSum;
  let squares = binnedSquares;
  // Pixels below `lowCut` and below `meeting`.
  let underCut = 0;
  let meeting = 0;
  let underMeeting = 0;
  for (let round = 0; round < 100 && sigma >= 0.1 && abs<f64>(sigma / before - 1) > 1e-4; round += 1) {
    if (lowCut > highCut) return 2;
    before = sigma;
    // Where the fingers meet: first back, then forward.
    while (meeting > lowCut) {
      const under = underMeeting - pixelsIn(histogram, meeting - 1);
      if (under + underMeeting + pixelsIn(histogram, meeting) - 2 * underCut < count) break;
      meeting -= 1;
      underMeeting = under;
    }
    while (meeting < lowCut) {
      underMeeting += pixelsIn(histogram, meeting);
      meeting += 1;
    }
    for (; meeting + chunk < highCut; meeting += chunk) {
      const under = underMeeting + pixelsInChunk(histogram, meeting);
      const next = pixelsIn(histogram, meeting + chunk) + pixelsIn(histogram, meeting + chunk + 1);
      if (2 * (under - underCut) + next >= count) break;
      underMeeting = under;
    }
    while (meeting < highCut) {
      const own = pixelsIn(histogram, meeting);
      if (2 * (underMeeting - underCut) + own + pixelsIn(histogram, meeting + 1) >= count) break;
      underMeeting += own;
      meeting += 1;
    }
    let lowCount = underMeeting - underCut;
    let highCount = count - lowCount - pixelsIn(histogram, meeting);
    let low = meeting;
    if (lowCount < highCount) {
      lowCount += pixelsIn(histogram, meeting);
      low += 1;
    } else {
      highCount += pixelsIn(histogram, meeting);
    }
    const high = low - 1;
    const fuller = max(low < bins ? pixelsIn(histogram, low) : 0, high >= 0 ? pixelsIn(histogram, high) : 0);
    median = high >= 0 ? (high as f64) + 0.5 + ((highCount - lowCount) as f64) / ((2 * fuller) as f64) : 0;
    mean = count > 0 ? sum / (count as f64) : sum;
    sigma = sqrt<f64>(max<f64>(0, (count > 0 ? squares / (count as f64) : squares) - mean * mean));
    const lowEdge = median - 3 * sigma;
    const highEdge = median + 3 * sigma;
    const newLow = lowEdge > 0 ? ((lowEdge + 0.5) as i32) : 0;
    const newHigh = highEdge < (last as f64) ? ((highEdge > 0 ? highEdge + 0.5 : highEdge - 0.5) as i32) : last;
    if (newLow > newHigh || newHigh < 0) return 2;
    for (; lowCut < newLow; lowCut += 1) {
      while (lowCut + 8 <= newLow && isEmpty(histogram, lowCut)) lowCut += 8;
      if (lowCut === newLow) break;
      const pixels = pixelsIn(histogram, lowCut);
      underCut += pixels;
      count -= pixels;
      sum -= (pixels as f64) * (lowCut as f64);
      squares -= (pixels as f64) * (lowCut as f64) * (lowCut as f64);
    }
    while (lowCut > newLow) {
      lowCut -= 1;
      const pixels = pixelsIn(histogram, lowCut);
      underCut -= pixels;
      count += pixels;
      sum += (pixels as f64) * (lowCut as f64);
      squares += (pixels as f64) * (lowCut as f64) * (lowCut as f64);
    }
    for (; highCut > newHigh; highCut -= 1) {
      while (highCut - 8 >= newHigh && isEmpty(histogram, highCut - 7)) highCut -= 8;
      if (highCut === newHigh) break;
      const pixels = pixelsIn(histogram, highCut);
      count -= pixels;
      sum -= (pixels as f64) * (highCut as f64);
      squares -= (pixels as f64) * (highCut as f64) * (highCut as f64);
    }
    while (highCut < newHigh) {
      highCut += 1;
      const pixels = pixelsIn(histogram, highCut);
      count += pixels;
      sum += (pixels as f64) * (highCut as f64);
      squares += (pixels as f64) * (highCut as f64) * (highCut as f64);
    }
  }
  const skewed = abs<f64>((mean - median) / sigma) >= 0.3;
  const position = sigma > 0 ? (skewed ? median : 2.5 * median - 1.5 * mean) : mean;
  store<f32>(result, ((zero as f64) + position * (binWidth as f64)) as f32);
  store<f32>(result, (sigma * (binWidth as f64)) as f32, 4);
  return 1;
}
