/** Radius of the circle that holds half of a source's light. */

import { addressOf, kernels, workspace } from "../kernels/kernels.ts";

const rings = 64;
const subpixels = 5;
/** Larger cut-outs are not copied: the plain way does the work. */
const maxCutPixels = 2 ** 20;
/** Half of a star's light is within a third of six times its size: the kernel tells only these rings apart at first. */
const innerRings = 20;
/** From so large a circle on no pixel touches both the inner rings and what lies beyond the last. */
const leastSplitPx = 2;
/** Whole parts of roots: a point's ring by its squared distance. */
const roots = Uint8Array.from({ length: rings * rings + 1 }, (_, square) => Math.floor(Math.sqrt(square)));
const tableAt = 8 * subpixels * (rings + 1);
const cutAt = tableAt + 2 * rings * rings;

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
  const pixels = columns > 0 && rows > 0 ? lend(data, width, box) : null;
  if (by === null || pixels === null) {
    return radiusOfHalf(ringsByTwin(data, width, box, x, y, ringPx), 0, ringPx) ?? outerPx;
  }
  const find = (inner: number) => {
    const sums = new Float64Array(workspace(), 0, subpixels * (inner + 1)).fill(0);
    new Uint8Array(workspace(), tableAt, roots.length).set(roots);
    const { at, stride } = pixels;
    const rest = by.addRings(at, stride, columns, rows, box.left, box.bottom, x, y, ringPx, rings, inner, tableAt, 0);
    return foldHalf(sums, inner, rest, ringPx);
  };
  return (outerPx >= leastSplitPx ? find(innerRings) : null) ?? find(rings) ?? outerPx;
}

/** @returns where the kernel finds the box's first pixel, and the bytes from row to row; null where there is no room. */
function lend(data: Float32Array, width: number, { left, right, bottom, top }: Box) {
  const dataAt = addressOf(data);
  if (dataAt !== null) return { at: dataAt + 4 * (bottom * width + left), stride: 4 * width };
  const columns = right - left + 1;
  if (columns * (top - bottom + 1) > maxCutPixels) return null;
  const cut = new Float32Array(workspace(), cutAt, columns * (top - bottom + 1));
  for (let v = bottom, to = 0; v <= top; v += 1) {
    for (let u = left; u <= right; u += 1, to += 1) cut[to] = data[v * width + u] as number;
  }
  return { at: cutAt, stride: 4 * columns };
}

/** @returns the radius from the kernel's five columns of sums; null where half of the light is not in an inner ring. */
function foldHalf(sums: Float64Array, inner: number, rest: number, ringPx: number): number | null {
  const light = new Float64Array(inner);
  let others = rest;
  for (let column = 0, at = 0; column < subpixels; column += 1, at += inner + 1) {
    for (let ring = 0; ring < inner; ring += 1) {
      light[ring] = (light[ring] as number) + (sums[at + ring] as number);
    }
    // What lies farther out than all rings is no part of the light.
    if (inner < rings) others += sums[at + inner] as number;
  }
  return radiusOfHalf(light, others, ringPx);
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

/**
 * @param others light outside of the rings.
 * @returns null where the rings do not hold half of all light; 0 where there is none.
 */
function radiusOfHalf(light: Float64Array, others: number, ringPx: number): number | null {
  let half = others;
  for (let ring = 0; ring < light.length; ring += 1) half += light[ring] as number;
  half /= 2;
  if (half <= 0) return 0;
  let inside = 0;
  for (let ring = 0; ring < light.length; ring += 1) {
    const here = light[ring] as number;
    if (inside + here >= half) return ringPx * (ring + (half - inside) / here);
    inside += here;
  }
  return null;
}
