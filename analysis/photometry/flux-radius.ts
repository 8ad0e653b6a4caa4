/** Radii of the circles that hold given parts of a source's light. */
import { circle, pixelBox } from "./aperture.ts";
import { flagApertureHasMasked, flagApertureNonPositive } from "./aperture-flags.ts";

export interface FluxRadii {
  /** One for each fraction, pixels; null where the light adds up to nothing, with the reason in the flag. */
  readonly radiiPx: readonly (number | null)[];
  readonly flag: number;
}

const rings = 64;
const subpixels = 5;

/**
 * Cumulates the light of 64 rings out to `outerPx`, pixels divided into 5 × 5, and interpolates (as `sep.flux_radius`).
 * @param data background-subtracted pixels, NaN is no light.
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
  const light = new Float64Array(rings);
  const box = pixelBox(circle(x, y, outerPx), width, height);
  const flag = box.flag | (addRings(data, width, box, x, y, rings / outerPx, light) ? flagApertureHasMasked : 0);
  for (let ring = 1; ring < rings; ring += 1) light[ring] = (light[ring] as number) + (light[ring - 1] as number);
  const total = totalFlux ?? (light[rings - 1] as number);
  if (!(total > 0)) return { radiiPx: fractions.map(() => null), flag: flag | flagApertureNonPositive };
  return { radiiPx: fractions.map((fraction) => radiusOf(light, fraction * total, outerPx)), flag };
}

/** Adds each subpixel to its ring; @returns whether a pixel without a value was among them. */
function addRings(
  data: Float32Array,
  width: number,
  box: { xFrom: number; xTo: number; yFrom: number; yTo: number },
  x: number,
  y: number,
  ringsPerPx: number,
  light: Float64Array,
): boolean {
  const step = 1 / subpixels;
  const first = 0.5 * (step - 1);
  const reach2 = (rings / ringsPerPx + Math.SQRT1_2) ** 2;
  let masked = false;
  for (let v = box.yFrom; v < box.yTo; v += 1) {
    for (let u = box.xFrom; u < box.xTo; u += 1) {
      if ((u - x) ** 2 + (v - y) ** 2 > reach2) continue;
      const value = data[v * width + u] as number;
      if (Number.isNaN(value)) {
        masked = true;
        continue;
      }
      const share = value * step * step;
      for (let i = 0; i < subpixels; i += 1) {
        const dy = v - y + first + i * step;
        for (let j = 0; j < subpixels; j += 1) {
          const dx = u - x + first + j * step;
          const ring = Math.floor(Math.sqrt(dx * dx + dy * dy) * ringsPerPx);
          if (ring < rings) light[ring] = (light[ring] as number) + share;
        }
      }
    }
  }
  return masked;
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
