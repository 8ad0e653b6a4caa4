/** The shapes of an image's stars: which sources are stars fit to measure, and a Gaussian through each. */
import type { Source } from "../sources/extract-sources.ts";
import { type NeighbourGrid, neighbourGrid, visitNear } from "../sources/neighbour-grid.ts";
import { fitGaussian } from "./fit-gaussian.ts";
import { halfLightRadius } from "./half-light-radius.ts";

export interface StarOptions {
  /** A star's peak stands at least so many noise sigmas above the background. */
  peakSigmas: number;
  /** …and at most at this part of the range from background to saturation, where the level is known. */
  saturationPart: number;
  /** No other source within this distance. */
  isolationPx: number;
  /** Smaller half-light radii are hot pixels and cosmic rays. */
  minHalfLightPx: number;
  /** Brightest stars to measure at most. */
  maxStars: number;
}

/** The selection behind the reference values' Gaussian fits. */
export const defaultStarOptions: StarOptions = {
  peakSigmas: 40,
  saturationPart: 0.7,
  isolationPx: 12,
  minHalfLightPx: 0.8,
  maxStars: 80,
};

/** A star's fitted Gaussian. */
export interface StarShape {
  readonly x: number;
  readonly y: number;
  /** Second moments, pixels². */
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
}

/** Half of the cut-out's side, without the centre. */
const reach = 8;
const side = 2 * reach + 1;
/** A fit is believed when its centre stays near the source's and its axes are those of a star. */
const maxShiftPx = 2;
const minSigmaPx = 0.5;
const maxSigmaPx = 8;

/**
 * Measures the brightest unsaturated, isolated, unblended stars.
 * @param flat background-subtracted pixels.
 * @param noise the background's sigma.
 * @param saturation level above background at which pixels saturate; null is unknown.
 */
export function measureStars(
  flat: Float32Array,
  width: number,
  height: number,
  sources: readonly Source[],
  noise: number,
  saturation: number | null,
  options: StarOptions = defaultStarOptions,
): StarShape[] {
  const brightest = saturation === null ? Number.POSITIVE_INFINITY : options.saturationPart * saturation;
  const candidates = sources
    .filter(({ flag, peak }) => flag === 0 && peak > options.peakSigmas * noise && peak < brightest)
    .sort((one, other) => other.flux - one.flux);
  const stars: StarShape[] = [];
  const grid = neighbourGrid(
    Float64Array.from(sources, ({ x }) => x),
    Float64Array.from(sources, ({ y }) => y),
    new Float64Array(sources.length),
  );
  for (const source of candidates) {
    if (stars.length >= options.maxStars) break;
    if (!isIsolated(source, sources, grid, options.isolationPx)) continue;
    if (halfLightRadius(flat, width, height, source.x, source.y, 6 * source.a) <= options.minHalfLightPx) continue;
    const star = measureStar(flat, width, height, source);
    if (star) stars.push(star);
  }
  return stars;
}

function isIsolated(source: Source, sources: readonly Source[], grid: NeighbourGrid, distancePx: number): boolean {
  const least = distancePx * distancePx;
  let isAlone = true;
  visitNear(grid, source.x, source.y, distancePx, (at) => {
    const other = sources[at] as Source;
    const dx = other.x - source.x;
    const dy = other.y - source.y;
    if (other !== source && dx * dx + dy * dy < least) isAlone = false;
    return !isAlone;
  });
  return isAlone;
}

function measureStar(flat: Float32Array, width: number, height: number, source: Source): StarShape | null {
  const centreX = Math.round(source.x);
  const centreY = Math.round(source.y);
  if (centreX <= reach || centreY <= reach || centreX >= width - reach - 1 || centreY >= height - reach - 1)
    return null;
  const cut = new Float64Array(side * side);
  for (let y = 0; y < side; y += 1) {
    const row = (centreY - reach + y) * width + centreX - reach;
    for (let x = 0; x < side; x += 1) cut[y * side + x] = flat[row + x] as number;
  }
  if (cut.some(Number.isNaN)) return null;
  const x = source.x - centreX + reach;
  const y = source.y - centreY + reach;
  const start = { x, y, sigmaA: Math.max(source.a, 0.7), sigmaB: Math.max(source.b, 0.7), theta: source.theta };
  const fit = fitGaussian(cut, side, start);
  if (!fit || Math.hypot(fit.x - x, fit.y - y) >= maxShiftPx) return null;
  const mean = (fit.xx + fit.yy) / 2;
  const spread = Math.hypot((fit.xx - fit.yy) / 2, fit.xy);
  if (mean - spread <= minSigmaPx ** 2 || mean + spread >= maxSigmaPx ** 2) return null;
  return { x: fit.x + centreX - reach, y: fit.y + centreY - reach, xx: fit.xx, yy: fit.yy, xy: fit.xy };
}
