/** Radius of the circle that holds half of a source's light. */

import { kernels, workspace } from "../kernels/kernels.ts";

const rings = 64;
const subpixels = 5;
/** Larger cut-outs are left to the plain way. */
const maxCutPixels = 2 ** 20;

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
  by = kernels,
): number {
  const ringPx = outerPx / rings;
  const reach = outerPx + 1.5;
  const box = {
    left: Math.max(0, Math.floor(x - reach)),
    right: Math.min(width - 1, Math.ceil(x + reach)),
    bottom: Math.max(0, Math.floor(y - reach)),
    top: Math.min(height - 1, Math.ceil(y + reach)),
  };
  const columns = box.right - box.left + 1;
  const rows = box.top - box.bottom + 1;
  if (by === null || !(columns > 0 && rows > 0 && columns * rows <= maxCutPixels)) {
    return radiusOfHalf(ringsByTwin(data, width, box, x, y, ringPx), ringPx);
  }
  const cutAt = 8 * (rings + 1);
  const buffer = workspace(cutAt + 4 * columns * rows);
  const cut = new Float32Array(buffer, cutAt, columns * rows);
  for (let row = 0; row < rows; row += 1) {
    const start = (box.bottom + row) * width + box.left;
    for (let column = 0; column < columns; column += 1) cut[row * columns + column] = data[start + column] as number;
  }
  const light = new Float64Array(buffer, 0, rings + 1).fill(0);
  by.addRings(cutAt, columns, rows, box.left, box.bottom, x, y, ringPx, rings, 0);
  return radiusOfHalf(light, ringPx);
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Light of each ring. */
function ringsByTwin(
  data: Float32Array,
  width: number,
  { left, right, bottom, top }: Box,
  x: number,
  y: number,
  ringPx: number,
): Float64Array {
  const light = new Float64Array(rings);
  const step = 1 / subpixels;
  const first = 0.5 * (step - 1);
  for (let v = bottom; v <= top; v += 1) {
    for (let u = left; u <= right; u += 1) {
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
  return light;
}

function radiusOfHalf(light: Float64Array, ringPx: number): number {
  let half = 0;
  for (let ring = 0; ring < rings; ring += 1) half += light[ring] as number;
  half /= 2;
  let inside = 0;
  if (half <= 0) return 0;
  for (let ring = 0; ring < rings; ring += 1) {
    const here = light[ring] as number;
    if (inside + here >= half) return ringPx * (ring + (half - inside) / here);
    inside += here;
  }
  return rings * ringPx;
}
