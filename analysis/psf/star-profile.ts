/** How a star's light is spread in radius: curves of growth of single stars, and their median. */
import { errorOfMedian } from "../stats/error-of-median.ts";
import { medianInPlace } from "../stats/median.ts";

export interface StarProfile {
  /** Outer radius of each ring, pixels. */
  readonly radiusPx: readonly number[];
  /** Median over the stars of the ring's mean light, divided by the mean light within 1 px of the centre. */
  readonly intensity: readonly number[];
  /** Median over the stars of the light within the radius, as a part of that within the last radius. */
  readonly encircled: readonly number[];
  /** Stars that took part. */
  readonly stars: number;
  /** Radius that holds a part of the light: median over the stars' own radii, and its standard error. */
  readonly radii: readonly { readonly part: number; readonly radiusPx: number; readonly errorPx: number | null }[];
}

export interface ProfileOptions {
  /** Light is counted to this radius, which holds all of it by definition. */
  outerPx: number;
  /** Parts of the light to give the radius of. */
  parts: readonly number[];
  maxStars: number;
}

const ringPx = 0.25;
const subpixels = 5;
/** The local sky is the median of an annulus from the outer radius, so much wider. */
const skyWidthPx = 4;

/** One star's light in rings. */
interface Rings {
  readonly light: Float64Array;
  readonly area: Float64Array;
}

/**
 * Curves of growth about each star's centre: pixels divided into 5 × 5, the median of the annulus next to the outer
 * radius taken off. Stars whose annulus leaves the image or holds a pixel without a value do not take part.
 * @param flat background-subtracted pixels.
 * @returns null when no star takes part.
 */
export function starProfile(
  flat: Float32Array,
  width: number,
  height: number,
  stars: readonly { readonly x: number; readonly y: number }[],
  { outerPx, parts, maxStars }: ProfileOptions,
): StarProfile | null {
  const rings = Math.max(1, Math.round(outerPx / ringPx));
  const growths: Float64Array[] = [];
  const intensities: Float64Array[] = [];
  for (const star of stars) {
    if (growths.length >= maxStars) break;
    const found = ringsOf(flat, width, height, star, rings);
    const growth = found && growthOf(found.light);
    if (!found || !growth) continue;
    growths.push(growth);
    intensities.push(intensityOf(found));
  }
  if (growths.length === 0) return null;
  const medianAt = (curves: readonly Float64Array[], ring: number) =>
    medianInPlace(Float64Array.from(curves, (curve) => curve[ring] as number));
  const all = Array.from({ length: rings }, (_, ring) => ring);
  return {
    radiusPx: all.map((ring) => (ring + 1) * ringPx),
    intensity: all.map((ring) => medianAt(intensities, ring)),
    encircled: all.map((ring) => medianAt(growths, ring)),
    stars: growths.length,
    radii: parts.map((part) => {
      const radii = Float64Array.from(growths, (growth) => radiusOf(growth, part));
      return { part, errorPx: errorOfMedian(radii), radiusPx: medianInPlace(radii) };
    }),
  };
}

function ringsOf(
  flat: Float32Array,
  width: number,
  height: number,
  { x, y }: { readonly x: number; readonly y: number },
  rings: number,
): Rings | null {
  const outerPx = rings * ringPx;
  const reach = Math.ceil(outerPx + skyWidthPx);
  const [left, bottom] = [Math.round(x) - reach, Math.round(y) - reach];
  const side = 2 * reach + 1;
  if (left < 0 || bottom < 0 || left + side > width || bottom + side > height) return null;
  const light = new Float64Array(rings);
  const area = new Float64Array(rings);
  const sky: number[] = [];
  const step = 1 / subpixels;
  const first = 0.5 * (step - 1);
  for (let v = bottom; v < bottom + side; v += 1) {
    for (let u = left; u < left + side; u += 1) {
      const value = flat[v * width + u] as number;
      if (Number.isNaN(value)) return null;
      const distance = Math.hypot(u - x, v - y);
      if (distance >= outerPx && distance < outerPx + skyWidthPx) sky.push(value);
      if (distance > outerPx + 1) continue;
      for (let i = 0; i < subpixels; i += 1) {
        const dy = v - y + first + i * step;
        for (let j = 0; j < subpixels; j += 1) {
          const dx = u - x + first + j * step;
          const ring = Math.floor(Math.sqrt(dx * dx + dy * dy) / ringPx);
          if (ring >= rings) continue;
          light[ring] = (light[ring] as number) + value * step * step;
          area[ring] = (area[ring] as number) + step * step;
        }
      }
    }
  }
  const skyLevel = medianInPlace(Float64Array.from(sky));
  for (let ring = 0; ring < rings; ring += 1) {
    light[ring] = (light[ring] as number) - skyLevel * (area[ring] as number);
  }
  return { light, area };
}

/** @returns the light within each ring's outer radius as a part of all, or null where there is none. */
function growthOf(light: Float64Array): Float64Array | null {
  const growth = new Float64Array(light.length);
  let inside = 0;
  for (let ring = 0; ring < light.length; ring += 1) {
    inside += light[ring] as number;
    growth[ring] = inside;
  }
  if (!(inside > 0)) return null;
  for (let ring = 0; ring < growth.length; ring += 1) growth[ring] = (growth[ring] as number) / inside;
  return growth;
}

/** The innermost disc is as wide as four rings: a single quarter-pixel ring holds a pixel or less. */
const coreRings = 4;

function intensityOf({ light, area }: Rings): Float64Array {
  let coreLight = 0;
  let coreArea = 0;
  for (let ring = 0; ring < Math.min(coreRings, light.length); ring += 1) {
    coreLight += light[ring] as number;
    coreArea += area[ring] as number;
  }
  const core = coreLight / coreArea;
  return light.map((value, ring) => ((area[ring] as number) > 0 ? value / (area[ring] as number) / core : 1));
}

/** First radius at which the curve reaches the part, interpolated. */
function radiusOf(growth: Float64Array, part: number): number {
  let before = 0;
  for (let ring = 0; ring < growth.length; ring += 1) {
    const here = growth[ring] as number;
    if (here >= part) return ringPx * (ring + (here > before ? (part - before) / (here - before) : 1));
    before = here;
  }
  return ringPx * growth.length;
}
