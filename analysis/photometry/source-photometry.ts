/** All of a source's photometry in one go: flux with error and S/N, sharp position, half-light radius, flags. */
import { fluxRadii } from "./flux-radius.ts";
import { defaultKronOptions, type KronOptions, kronFlux, type SourceEllipse } from "./kron.ts";
import { windowedPosition, windowSigmaPx } from "./windowed-position.ts";

export interface SourcePhotometry {
  /** Kron flux in the image's unit; null when no pixel has a value. */
  readonly flux: number | null;
  /** One sigma; null when the sky's noise is unknown. */
  readonly fluxError: number | null;
  /** `flux` / `fluxError`; null when either is unknown or the error is 0. */
  readonly signalToNoise: number | null;
  /** In units of the source's axes; null without light. */
  readonly kronRadius: number | null;
  /** Within 6 semi-major axes, of the light there; null without light. */
  readonly halfLightRadiusPx: number | null;
  /** Windowed position, 0-based pixel centres; null without a half-light radius. */
  readonly windowed: { readonly x: number; readonly y: number } | null;
  /** Bits of aperture-flags.ts of all of these; adds to the source's own flag. */
  readonly flag: number;
}

/** Light is gathered for the half-light radius within so many semi-major axes. */
const outerAxes = 6;

/**
 * Measures one source.
 * @param data background-subtracted pixels, NaN masked.
 * @param source its centre and one-sigma ellipse, as the extraction gives them.
 */
export function measurePhotometry(
  data: Float32Array,
  width: number,
  height: number,
  source: SourceEllipse,
  options: KronOptions = defaultKronOptions,
): SourcePhotometry {
  const { flux, fluxError, kronRadius, flag } = kronFlux(data, width, height, source, options);
  const { x, y } = source;
  const radii = fluxRadii(data, width, height, x, y, outerAxes * source.a, [0.5]);
  const halfLightRadiusPx = radii.radiiPx[0] ?? null;
  const sigma = halfLightRadiusPx === null ? null : windowSigmaPx(halfLightRadiusPx);
  const windowed = sigma === null ? null : windowedPosition(data, width, height, x, y, sigma);
  return {
    flux,
    fluxError,
    signalToNoise: flux === null || fluxError === null || fluxError === 0 ? null : flux / fluxError,
    kronRadius,
    halfLightRadiusPx,
    windowed: windowed && { x: windowed.x, y: windowed.y },
    flag: flag | radii.flag | (windowed?.flag ?? 0),
  };
}
