/** Kron's radius, and the flux within a multiple of it: most of a galaxy's or star's light, whatever its size. */
import { type Aperture, circle, ellipseCoefficients, pixelBox } from "./aperture.ts";
import { flagApertureAllMasked, flagApertureHasMasked, flagApertureNonPositive } from "./aperture-flags.ts";
import { type ApertureSum, type SumOptions, sumAperture } from "./aperture-sum.ts";

/** Where a source lies and its one-sigma ellipse. */
export type SourceEllipse = Omit<Aperture, "scale">;

export interface KronRadius {
  /** In units of the ellipse's axes; null when there is no light to weigh, with the reason in the flag. */
  readonly radius: number | null;
  readonly flag: number;
}

export interface KronOptions extends Omit<SumOptions, "subpixels"> {
  /** The flux is summed within so many Kron radii (the first of Source Extractor's PHOT_AUTOPARAMS). */
  factor: number;
  /** …but at least within so many axes (the second). */
  leastScale: number;
  /** …and at least within a circle of this radius, pixels (half of the second of PHOT_AUTOAPERS). */
  leastRadiusPx: number;
}

export interface KronFlux extends ApertureSum {
  readonly kronRadius: number | null;
  /** What was summed. */
  readonly aperture: Aperture;
}

/** Source Extractor's defaults. */
export const defaultKronOptions: KronOptions = {
  factor: 2.5,
  leastScale: 3.5,
  leastRadiusPx: 0,
  skySigma: null,
  gain: null,
};

/** Kron's first moment is taken within so many axes. */
const momentScale = 6;

/**
 * First moment of the light over the elliptical distance, Σ r I / Σ I (Kron 1980, ApJS 43, 305; as `sep.kron_radius`).
 * @param data background-subtracted pixels, NaN masked.
 * @param scale how far out the moment is taken, in axes.
 */
export function kronRadius(
  data: Float32Array,
  width: number,
  height: number,
  source: SourceEllipse,
  scale: number = momentScale,
): KronRadius {
  const aperture = { ...source, scale };
  const { cxx, cyy, cxy } = ellipseCoefficients(aperture);
  const box = pixelBox(aperture, width, height);
  let flag = box.flag;
  let light = 0;
  let moment = 0;
  let pixels = 0;
  for (let v = box.yFrom; v < box.yTo; v += 1) {
    const dy = v - source.y;
    for (let u = box.xFrom; u < box.xTo; u += 1) {
      const dx = u - source.x;
      const distance2 = cxx * dx * dx + cyy * dy * dy + cxy * dx * dy;
      if (distance2 > scale * scale) continue;
      const value = data[v * width + u] as number;
      if (Number.isNaN(value)) {
        flag |= flagApertureHasMasked;
        continue;
      }
      moment += Math.sqrt(distance2) * value;
      light += value;
      pixels += 1;
    }
  }
  if (pixels === 0) return { radius: null, flag: flag | flagApertureAllMasked };
  if (moment <= 0 || light <= 0) return { radius: null, flag: flag | flagApertureNonPositive };
  return { radius: moment / light, flag };
}

/**
 * Flux within the Kron ellipse (Source Extractor's FLUX_AUTO, whole pixels by their centre). Neighbours' light inside the
 * ellipse is not taken out.
 * @param data background-subtracted pixels, NaN masked.
 */
export function kronFlux(
  data: Float32Array,
  width: number,
  height: number,
  source: SourceEllipse,
  options: KronOptions = defaultKronOptions,
): KronFlux {
  const kron = kronRadius(data, width, height, source);
  const scale = Math.max(options.leastScale, options.factor * (kron.radius ?? 0));
  const tooSmall = scale * Math.sqrt(source.a * source.b) < options.leastRadiusPx;
  const aperture = tooSmall ? circle(source.x, source.y, options.leastRadiusPx) : { ...source, scale };
  const sum = sumAperture(data, width, height, aperture, { ...options, subpixels: 1 });
  return { ...sum, flag: sum.flag | kron.flag, kronRadius: kron.radius, aperture };
}
