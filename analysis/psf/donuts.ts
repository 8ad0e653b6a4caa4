/** Whether stars have a hole in the middle: far out of focus, a telescope with a secondary mirror images its pupil. */

export interface Spot {
  readonly x: number;
  readonly y: number;
  /** Radius within which most of its light is, pixels. */
  readonly radiusPx: number;
}

/** A hole's middle is at most this part as bright as the brightest ring. */
const holeBrightness = 0.7;
/** The middle reaches to this part of the radius. */
const middlePart = 0.25;
const rings = 6;

/** @returns how many of the spots are darker in the middle than in a ring around it. */
export function countDonuts(flat: Float32Array, width: number, height: number, spots: readonly Spot[]): number {
  return spots.reduce((count, spot) => count + (hasHole(flat, width, height, spot) ? 1 : 0), 0);
}

function hasHole(flat: Float32Array, width: number, height: number, { x, y, radiusPx }: Spot): boolean {
  const middlePx = Math.max(1, middlePart * radiusPx);
  const ringPx = Math.max(1, (1.2 * radiusPx - middlePx) / rings);
  const reach = middlePx + rings * ringPx;
  const sums = new Float64Array(rings + 1);
  const counts = new Float64Array(rings + 1);
  const [left, right] = [Math.max(0, Math.ceil(x - reach)), Math.min(width - 1, Math.floor(x + reach))];
  const [bottom, top] = [Math.max(0, Math.ceil(y - reach)), Math.min(height - 1, Math.floor(y + reach))];
  for (let v = bottom; v <= top; v += 1) {
    for (let u = left; u <= right; u += 1) {
      const value = flat[v * width + u] as number;
      if (Number.isNaN(value)) continue;
      const distance = Math.hypot(u - x, v - y);
      const ring = distance < middlePx ? 0 : 1 + Math.floor((distance - middlePx) / ringPx);
      if (ring > rings) continue;
      sums[ring] = (sums[ring] as number) + value;
      counts[ring] = (counts[ring] as number) + 1;
    }
  }
  const levels = Array.from(sums, (sum, ring) => sum / Math.max(1, counts[ring] as number));
  const [middle = 0, ...around] = levels;
  const brightest = Math.max(...around);
  return brightest > 0 && (counts[0] as number) > 0 && middle < holeBrightness * brightest;
}
