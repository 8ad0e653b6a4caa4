/** Cleaning: a faint detection that the wings of a brighter neighbour would make by themselves is no source. */
import type { Isophote, PixelList } from "./isophote.ts";
import { neighbourGrid, visitNear } from "./neighbour-grid.ts";

/** Neighbours within this many sigmas of either are looked at. */
const zone = 10;

/**
 * How far the pixel that makes an isophote a detection (the `minArea`-th brightest) stands above the threshold. The
 * selection is SEP's, which neither sorts an object of exactly `minArea` pixels nor keeps its heap in full order; which
 * faint neighbours survive depends on it.
 */
export function detectionMargin(list: PixelList, isophote: Isophote, minArea: number, threshold: number): number {
  const { pixels } = isophote;
  if (pixels.length < minArea) return 0;
  const heap = new Float32Array(minArea);
  for (let i = 0; i < pixels.length; i += 1) {
    const margin = Math.fround((list.smoothed[pixels[i] as number] as number) - threshold);
    if (i < minArea) heap[i] = margin;
    else if (i === minArea) heap.sort();
    else if (margin > (heap[0] as number)) sink(heap, margin);
  }
  return heap[0] as number;
}

function sink(heap: Float32Array, value: number): void {
  const size = heap.length;
  heap[0] = value;
  let parent = 0;
  for (let child = 2; child <= size; child = (parent + 1) * 2) {
    let smaller = child - 1;
    let following = child;
    if (child !== size && (heap[child - 1] as number) > (heap[child] as number)) {
      smaller = child;
      following = child + 1;
    }
    if ((heap[parent] as number) <= (heap[smaller] as number)) return;
    const swap = heap[smaller] as number;
    heap[smaller] = heap[parent] as number;
    heap[parent] = swap;
    parent = following;
  }
}

/** @returns those isophotes (with their `margins`) that no brighter neighbour explains, assuming Moffat wings of `slope`. */
export function cleanSources(isophotes: readonly Isophote[], margins: readonly number[], slope: number): Isophote[] {
  const alive = new Uint8Array(isophotes.length).fill(1);
  const grid = neighbourGrid(
    Float64Array.from(isophotes, ({ x }) => x),
    Float64Array.from(isophotes, ({ y }) => y),
    Float64Array.from(isophotes, ({ a }) => zone * a),
  );
  for (let i = 0; i < isophotes.length; i += 1) {
    if (alive[i] === 0) continue;
    const one = isophotes[i] as Isophote;
    // What becomes of a neighbour does not depend on the other neighbours, so their order does not matter.
    visitNear(grid, one.x, one.y, zone * one.a, (j) => {
      if (j <= i || alive[j] === 0) return;
      const other = isophotes[j] as Isophote;
      const dx = Math.fround(one.x - other.x);
      const dy = Math.fround(one.y - other.y);
      const limit = Math.fround(one.a + other.a);
      if (dx * dx + dy * dy > limit * limit * zone * zone) return;
      if (other.smoothedFlux < one.smoothedFlux) {
        if (wing(one, dx, dy, slope) > (margins[j] as number)) alive[j] = 0;
      } else if (wing(other, dx, dy, slope) > (margins[i] as number)) {
        alive[i] = 0;
      }
    });
  }
  return isophotes.filter((_, at) => alive[at] === 1);
}

/** Light of a source at an offset, a Moffat profile of its flux and area; −∞ at its very centre. */
function wing(source: Isophote, dx: number, dy: number, slope: number): number {
  const area = Math.PI * source.a * source.b;
  const amplitude = source.smoothedFlux / (2 * area * source.areaCorrection);
  const width = (((amplitude / source.threshold) ** (1 / slope) - 1) * area) / source.pixels.length;
  const square = source.cxx * dx * dx + source.cyy * dy * dy + source.cxy * dx * dy;
  const falloff = 1 + width * square;
  if (!(falloff > 1)) return Number.NEGATIVE_INFINITY;
  return falloff < 1e10 ? Math.fround(amplitude * falloff ** -slope) : 0;
}
