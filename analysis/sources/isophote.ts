/** A set of connected pixels above a threshold, and what its pixels say: flux, peak, place and shape. */

/** Pixels of one detection, in the order in which they were found. */
export interface PixelList {
  readonly count: number;
  readonly x: Int32Array;
  readonly y: Int32Array;
  /** Background-subtracted image. */
  readonly value: Float32Array;
  /** The same after the detection filter. */
  readonly smoothed: Float32Array;
}

/** Bits of `flag`, as in SEP. */
export const flagMerged = 1;
export const flagTruncated = 2;
export const flagSingular = 8;

/** Single-precision fields are rounded to that, since decisions in deblending and cleaning hang on them. */
export interface Isophote {
  /** Indices into the pixel list. */
  pixels: Int32Array;
  flag: number;
  threshold: number;
  /** Of the filtered pixels. */
  smoothedFlux: number;
  smoothedPeak: number;
  peak: number;
  xMin: number;
  xMax: number;
  yMin: number;
  yMax: number;
  /** Sum of the unfiltered pixels. */
  flux: number;
  /** First and second moments, weighted by the filtered pixels; 0-based pixel centres. */
  x: number;
  y: number;
  xx: number;
  yy: number;
  xy: number;
  /** Semi-axes (one sigma) and angle of the major axis from +x, radians. */
  a: number;
  b: number;
  theta: number;
  /** Ellipse cxx dx² + cyy dy² + cxy dx dy = 1. */
  cxx: number;
  cyy: number;
  cxy: number;
  /** Correction of the axes for the light below the threshold. */
  areaCorrection: number;
}

/** @returns an isophote of `pixels` with its extent and fluxes; shape fields are 0 until {@link measureShape}. */
export function isophoteOf(list: PixelList, pixels: Int32Array, threshold: number): Isophote {
  const isophote: Isophote = {
    pixels,
    flag: 0,
    threshold,
    smoothedFlux: 0,
    smoothedPeak: 0,
    peak: 0,
    xMin: 0,
    xMax: 0,
    yMin: 0,
    yMax: 0,
    flux: 0,
    x: 0,
    y: 0,
    xx: 0,
    yy: 0,
    xy: 0,
    a: 0,
    b: 0,
    theta: 0,
    cxx: 0,
    cyy: 0,
    cxy: 0,
    areaCorrection: 1,
  };
  measureExtent(list, isophote);
  return isophote;
}

/** Fills extent, peaks and filtered flux. */
function measureExtent(list: PixelList, isophote: Isophote): void {
  const { pixels } = isophote;
  const { x: xs, y: ys, value, smoothed } = list;
  let xMin = Number.MAX_SAFE_INTEGER;
  let yMin = Number.MAX_SAFE_INTEGER;
  let xMax = 0;
  let yMax = 0;
  let peak = -1e30;
  let smoothedPeak = -1e30;
  let flux = 0;
  for (let i = 0; i < pixels.length; i += 1) {
    const pixel = pixels[i] as number;
    const x = xs[pixel] as number;
    const y = ys[pixel] as number;
    const raw = value[pixel] as number;
    const filtered = smoothed[pixel] as number;
    if (raw > peak) peak = raw;
    if (filtered > smoothedPeak) smoothedPeak = filtered;
    flux += filtered;
    if (x < xMin) xMin = x;
    if (x > xMax) xMax = x;
    if (y < yMin) yMin = y;
    if (y > yMax) yMax = y;
  }
  isophote.smoothedFlux = Math.fround(flux);
  isophote.smoothedPeak = smoothedPeak;
  isophote.peak = peak;
  isophote.xMin = xMin;
  isophote.xMax = xMax;
  isophote.yMin = yMin;
  isophote.yMax = yMax;
}

/**
 * Fills flux, moments and ellipse from the pixels, as SEP's `analyse`.
 * @param keepCentre moments about the centre that a merged object had before faint pixels were shared out.
 */
export function measureShape(list: PixelList, isophote: Isophote, keepCentre: boolean): void {
  measureExtent(list, isophote);
  const { pixels, xMin, yMin, threshold, peak } = isophote;
  const { x: xs, y: ys, value, smoothed } = list;
  const half = (threshold + peak) / 2;
  let flux = 0;
  let area = 0;
  let halfArea = 0;
  let mx = 0;
  let my = 0;
  let mxx = 0;
  let myy = 0;
  let mxy = 0;
  for (let i = 0; i < pixels.length; i += 1) {
    const pixel = pixels[i] as number;
    const x = (xs[pixel] as number) - xMin;
    const y = (ys[pixel] as number) - yMin;
    const raw = value[pixel] as number;
    const weight = smoothed[pixel] as number;
    flux += raw;
    if (raw > threshold) area += 1;
    if (raw > half) halfArea += 1;
    mx += weight * x;
    my += weight * y;
    mxx += weight * x * x;
    myy += weight * y * y;
    mxy += weight * x * y;
  }
  const total = isophote.smoothedFlux;
  let x = mx / total;
  let y = my / total;
  let xx = mxx / total - x * x;
  let yy = myy / total - y * y;
  let xy = mxy / total - x * y;
  if (keepCentre && (isophote.flag & flagMerged) !== 0) {
    const fixedX = isophote.x - xMin;
    const fixedY = isophote.y - yMin;
    xx = mxx / total + fixedX * fixedX - 2 * x * fixedX;
    yy = myy / total + fixedY * fixedY - 2 * y * fixedY;
    xy = mxy / total + fixedX * fixedY - x * fixedY - fixedX * y;
    x = fixedX;
    y = fixedY;
  }
  let determinant = xx * yy - xy * xy;
  if (determinant < 0.00694) {
    // A line of pixels has no width: give it that of a pixel, 1/12.
    xx += 0.0833333;
    yy += 0.0833333;
    determinant = xx * yy - xy * xy;
    isophote.flag |= flagSingular;
  }
  isophote.flux = Math.fround(flux);
  isophote.x = x + xMin;
  isophote.y = y + yMin;
  isophote.xx = xx;
  isophote.yy = yy;
  isophote.xy = xy;
  setEllipse(isophote, determinant);
  setAreaCorrection(isophote, area, halfArea, half);
}

function setEllipse(isophote: Isophote, determinant: number): void {
  const { xx, yy, xy } = isophote;
  const difference = xx - yy;
  const root = Math.sqrt(0.25 * difference * difference + xy * xy);
  isophote.theta = Math.fround(Math.abs(difference) > 0 ? Math.atan2(2 * xy, difference) / 2 : Math.PI / 4);
  isophote.a = Math.fround(Math.sqrt(0.5 * (xx + yy) + root));
  isophote.b = Math.fround(Math.sqrt(0.5 * (xx + yy) - root));
  isophote.cxx = Math.fround(yy / determinant);
  isophote.cyy = Math.fround(xx / determinant);
  isophote.cxy = Math.fround((-2 * xy) / determinant);
}

function setAreaCorrection(isophote: Isophote, area: number, halfArea: number, half: number): void {
  const shrink = halfArea - area;
  const ratio = isophote.threshold / half;
  if (!(ratio > 0)) {
    isophote.areaCorrection = 1;
    return;
  }
  const ellipse = 2 * Math.PI * Math.log(ratio < 1 ? ratio : 0.99) * isophote.a * isophote.b;
  isophote.areaCorrection = Math.min(1, Math.fround((shrink < 0 ? shrink : -1) / ellipse));
}
