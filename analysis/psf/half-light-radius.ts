/** Radius of the circle that holds half of a source's light. */

const rings = 64;
const subpixels = 5;

/**
 * Light within rings out to `outerPx`, pixels divided into 5 × 5; the radius is interpolated where half of it is inside
 * (as `sep.flux_radius` with fraction 0.5). NaN pixels count as no light.
 * @param data background-subtracted pixels.
 * @returns the radius in pixels; 0 where there is no light.
 */
export function halfLightRadius(
  data: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
  outerPx: number,
): number {
  const light = new Float64Array(rings);
  const ringPx = outerPx / rings;
  const reach = outerPx + 1.5;
  const step = 1 / subpixels;
  const first = 0.5 * (step - 1);
  for (let v = Math.max(0, Math.floor(y - reach)); v <= Math.min(height - 1, Math.ceil(y + reach)); v += 1) {
    for (let u = Math.max(0, Math.floor(x - reach)); u <= Math.min(width - 1, Math.ceil(x + reach)); u += 1) {
      const value = data[v * width + u] as number;
      if (Number.isNaN(value)) continue;
      for (let i = 0; i < subpixels; i += 1) {
        const dy = v - y + first + i * step;
        for (let j = 0; j < subpixels; j += 1) {
          const dx = u - x + first + j * step;
          const ring = Math.floor(Math.sqrt(dx * dx + dy * dy) / ringPx);
          if (ring < rings) light[ring] = (light[ring] as number) + value * step * step;
        }
      }
    }
  }
  let inside = 0;
  const half = light.reduce((sum, ring) => sum + ring, 0) / 2;
  if (half <= 0) return 0;
  for (let ring = 0; ring < rings; ring += 1) {
    const here = light[ring] as number;
    if (inside + here >= half) return ringPx * (ring + (half - inside) / here);
    inside += here;
  }
  return outerPx;
}
