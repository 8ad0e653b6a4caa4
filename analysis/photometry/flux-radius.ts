/** Radii of the circles that hold given parts of a source's light. */
import { circle, type PixelBox, pixelBox } from "./aperture.ts";
import { flagApertureHasMasked, flagApertureNonPositive } from "./aperture-flags.ts";

export interface FluxRadii {
  /** One for each fraction, pixels; null where the light adds up to nothing, with the reason in the flag. */
  readonly radiiPx: readonly (number | null)[];
  readonly flag: number;
}

/** The rings about a source, and the pixels that they can touch. */
interface Rings {
  readonly x: number;
  readonly y: number;
  readonly box: PixelBox;
  readonly outerPx: number;
}

const rings = 64;
const subpixels = 5;

/**
 * Cumulates the light of 64 rings out to `outerPx`, pixels divided into 5 × 5, and interpolates (as `sep.flux_radius`).
 * A pixel without a value counts as the mean of the others in its ring.
 * @param data background-subtracted pixels, NaN masked.
 * @param fractions of the total, each between 0 and 1.
 * @param totalFlux what the fractions are of; null is the light within `outerPx`.
 */
export function fluxRadii(
  data: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
  outerPx: number,
  fractions: readonly number[],
  totalFlux: number | null = null,
): FluxRadii {
  const about = { x, y, box: pixelBox(circle(x, y, outerPx), width, height), outerPx };
  const light = new Float64Array(rings);
  const holes = new Float64Array(rings);
  const masked = addRings(data, width, about, light, holes);
  if (masked) fillHoles(width, about, light, holes);
  const flag = about.box.flag | (masked ? flagApertureHasMasked : 0);
  for (let ring = 1; ring < rings; ring += 1) light[ring] = (light[ring] as number) + (light[ring - 1] as number);
  const total = totalFlux ?? (light[rings - 1] as number);
  if (!(total > 0)) return { radiiPx: fractions.map(() => null), flag: flag | flagApertureNonPositive };
  return { radiiPx: fractions.map((fraction) => radiusOf(light, fraction * total, outerPx)), flag };
}

/**
 * Adds each subpixel to its ring.
 * @param data null adds areas instead of light.
 * @param holes gets the area of the pixels without a value; @returns whether there was one.
 */
function addRings(
  data: Float32Array | null,
  width: number,
  { x, y, box, outerPx }: Rings,
  light: Float64Array,
  holes: Float64Array,
): boolean {
  const step = 1 / subpixels;
  const first = 0.5 * (step - 1);
  const ringsPerPx = rings / outerPx;
  const reach2 = (outerPx + Math.SQRT1_2) ** 2;
  let masked = false;
  for (let v = box.yFrom; v < box.yTo; v += 1) {
    for (let u = box.xFrom; u < box.xTo; u += 1) {
      if ((u - x) ** 2 + (v - y) ** 2 > reach2) continue;
      const value = data === null ? 1 : (data[v * width + u] as number);
      const isHole = Number.isNaN(value);
      if (isHole) masked = true;
      const sums = isHole ? holes : light;
      const share = (isHole ? 1 : value) * step * step;
      for (let i = 0; i < subpixels; i += 1) {
        const dy = v - y + first + i * step;
        for (let j = 0; j < subpixels; j += 1) {
          const dx = u - x + first + j * step;
          const ring = Math.floor(Math.sqrt(dx * dx + dy * dy) * ringsPerPx);
          if (ring < rings) sums[ring] = (sums[ring] as number) + share;
        }
      }
    }
  }
  return masked;
}

/** Scales each ring's light up to its whole area; a ring without any value stays dark. */
function fillHoles(width: number, about: Rings, light: Float64Array, holes: Float64Array): void {
  const areas = new Float64Array(rings);
  addRings(null, width, about, areas, holes);
  for (let ring = 0; ring < rings; ring += 1) {
    const area = areas[ring] as number;
    const valid = area - (holes[ring] as number);
    // A thousandth of a subpixel: what is left of a ring without a value after rounding.
    if (valid > 4e-5) light[ring] = ((light[ring] as number) * area) / valid;
  }
}

/** Where the cumulated light first reaches `wanted`. */
function radiusOf(cumulated: Float64Array, wanted: number, outerPx: number): number {
  let below = 0;
  for (let ring = 0; ring < rings; ring += 1) {
    const here = cumulated[ring] as number;
    if (here >= wanted) return (outerPx / rings) * (ring + (wanted - below) / (here - below || 1));
    below = here;
  }
  return outerPx;
}
