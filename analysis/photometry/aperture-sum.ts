/** Light inside a circle, an ellipse or a ring, with its error, as SEP sums it. */
import { type Aperture, circle, ellipseCoefficients, pixelBox } from "./aperture.ts";
import { flagApertureAllMasked, flagApertureHasMasked } from "./aperture-flags.ts";
import { ellipseOverlap, sampledOverlap } from "./disk-overlap.ts";

export interface SumOptions {
  /** Pixels at the rim are divided into so many × so many; 0 is the exact overlap, 1 takes whole pixels by their centre. */
  subpixels: number;
  /** Noise of one pixel, in the image's unit; null is unknown. */
  skySigma: number | null;
  /** Electrons for one unit of the image; null leaves the source's own noise out of the error. */
  gain: number | null;
}

export interface ApertureSum {
  /** Null when no pixel inside has a value; the flag says so. */
  readonly flux: number | null;
  /** One sigma of `flux`; null when the sky's noise or the flux is unknown. */
  readonly fluxError: number | null;
  /** Area inside the image, masked pixels included, pixels². */
  readonly areaPx: number;
  readonly maskedPx: number;
  /** Bits of aperture-flags.ts. */
  readonly flag: number;
}

/** Local sky in a ring. */
export interface RingLevel {
  /** Mean of the ring's pixels; null when none has a value. */
  readonly level: number | null;
  /** One sigma of `level`; null when it or the sky's noise is unknown. */
  readonly levelError: number | null;
  /** Area of the pixels that have a value, pixels². */
  readonly areaPx: number;
  readonly flag: number;
}

/** SEP's defaults. */
export const defaultSumOptions: SumOptions = { subpixels: 5, skySigma: null, gain: null };

/** Half of a pixel's diagonal: farther than this from the rim a pixel is wholly inside or outside. */
const rimPx = 0.7072;

interface RawSum {
  sum: number;
  area: number;
  masked: number;
  flag: number;
}

/**
 * Sums an ellipse (as `sep.sum_ellipse` and `sep.sum_circle`). A pixel without a value counts as the mean of the others.
 * @param data background-subtracted pixels, NaN masked.
 */
export function sumAperture(
  data: Float32Array,
  width: number,
  height: number,
  aperture: Aperture,
  options: SumOptions = defaultSumOptions,
): ApertureSum {
  return sumRing(data, width, height, aperture, 0, options);
}

/**
 * Sums what lies between the ellipses of `innerScale` and of the aperture's scale (as `sep.sum_ellipann`).
 * @param data background-subtracted pixels, NaN masked.
 */
export function sumRing(
  data: Float32Array,
  width: number,
  height: number,
  aperture: Aperture,
  innerScale: number,
  options: SumOptions = defaultSumOptions,
): ApertureSum {
  const { sum, area, masked, flag } = addUp(data, width, height, aperture, innerScale, options.subpixels);
  const valid = area - masked;
  if (!(valid > 0)) {
    return { flux: null, fluxError: null, areaPx: area, maskedPx: masked, flag: flag | flagApertureAllMasked };
  }
  const flux = (sum * area) / valid;
  return { flux, fluxError: errorOf(flux, area, options), areaPx: area, maskedPx: masked, flag };
}

/**
 * Mean level in the ring from `innerPx` to `outerPx`, whole pixels by their centre (as SEP's `bkgann`).
 * @param skySigma noise of one pixel; null is unknown.
 */
export function ringLevel(
  data: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
  innerPx: number,
  outerPx: number,
  skySigma: number | null = null,
): RingLevel {
  const { sum, area, masked, flag } = addUp(data, width, height, circle(x, y, outerPx), innerPx, 1);
  const valid = area - masked;
  if (!(valid > 0)) return { level: null, levelError: null, areaPx: 0, flag: flag | flagApertureAllMasked };
  const levelError = skySigma === null ? null : skySigma / Math.sqrt(valid);
  return { level: sum / valid, levelError, areaPx: valid, flag };
}

/** Takes a ring's level off an aperture's flux and adds its error; nothing changes what is null. */
export function subtractRing(aperture: ApertureSum, ring: RingLevel): ApertureSum {
  if (aperture.flux === null || ring.level === null) return { ...aperture, flux: null, fluxError: null };
  const flux = aperture.flux - ring.level * aperture.areaPx;
  const known = aperture.fluxError !== null && ring.levelError !== null;
  const fluxError = known ? Math.hypot(aperture.fluxError ?? 0, (ring.levelError ?? 0) * aperture.areaPx) : null;
  return { ...aperture, flux, fluxError };
}

function errorOf(flux: number, area: number, { skySigma, gain }: SumOptions): number | null {
  if (skySigma === null) return null;
  const own = gain !== null && gain > 0 && flux > 0 ? flux / gain : 0;
  return Math.sqrt(skySigma * skySigma * area + own);
}

/** Light and area between the ellipses of `innerScale` and of the aperture's scale. */
function addUp(
  data: Float32Array,
  width: number,
  height: number,
  aperture: Aperture,
  innerScale: number,
  subpixels: number,
): RawSum {
  const { x, y, a, b, theta, scale } = aperture;
  const { cxx, cyy, cxy } = ellipseCoefficients(aperture);
  const cos = Math.cos(theta);
  const sin = Math.sin(theta);
  const partWithin = (dx: number, dy: number, within: number) =>
    subpixels === 0
      ? ellipseOverlap(dx, dy, a * within, b * within, cos, sin)
      : sampledOverlap(dx, dy, cxx, cyy, cxy, within * within, subpixels);
  const box = pixelBox(aperture, width, height);
  const rim = rimPx / Math.min(a, b);
  const outer2 = (scale + rim) ** 2;
  const inside2 = Math.max(0, scale - rim) ** 2;
  const holeOuter2 = innerScale > 0 ? (innerScale + rim) ** 2 : 0;
  const holeInside2 = Math.max(0, innerScale - rim) ** 2;
  let sum = 0;
  let area = 0;
  let masked = 0;
  for (let v = box.yFrom; v < box.yTo; v += 1) {
    const dy = v - y;
    for (let u = box.xFrom; u < box.xTo; u += 1) {
      const dx = u - x;
      const distance2 = cxx * dx * dx + cyy * dy * dy + cxy * dx * dy;
      if (distance2 >= outer2 || distance2 < holeInside2) continue;
      let part = distance2 > inside2 ? partWithin(dx, dy, scale) : 1;
      if (distance2 < holeOuter2) part -= partWithin(dx, dy, innerScale);
      if (part === 0) continue;
      const value = data[v * width + u] as number;
      area += part;
      if (Number.isNaN(value)) masked += part;
      else sum += value * part;
    }
  }
  return { sum, area, masked, flag: box.flag | (masked > 0 ? flagApertureHasMasked : 0) };
}
