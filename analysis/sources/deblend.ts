/**
 * Deblending: one detection may be several sources. The detection is thresholded again at levels spaced exponentially
 * up to its peak; branches that hold enough of its light are sources (Bertin & Arnouts 1996, section 6.3).
 */
import { flagMerged, flagTruncated, type Isophote, isophoteOf, type PixelList } from "./isophote.ts";
import { type LutzScan, resetScan, scanBits, wordsOf } from "./lutz.ts";
import type { PseudoRandom } from "./pseudo-random.ts";
import { sharePixels } from "./share-pixels.ts";

export interface DeblendOptions {
  /** Number of levels between threshold and peak. */
  levels: number;
  /** Least part of the detection's light that makes a branch a source. */
  contrast: number;
  /** Least pixels of a source. */
  minArea: number;
}

/** What deblending needs besides the pixels: scratch space, and the image's size for the truncation flag. */
export interface DeblendContext {
  readonly scan: LutzScan;
  readonly scratch: DeblendScratch;
  readonly random: PseudoRandom;
  readonly imageWidth: number;
  readonly imageHeight: number;
}

/** More branches than this at one level are no blend but a wrong threshold; the detection stays whole. */
const maxBranches = 8192;
/** Sharing out faint pixels costs pixels × sources; beyond this it is no blend either. */
const maxShareWork = 1e9;
/** A branch of fewer pixels is noise. */
const maxBranchArea = 3;

interface Branch {
  readonly isophote: Isophote;
  children: Branch[];
  /** Whether no split was found in this branch or above. */
  whole: boolean;
}

/** @returns the sources of one detection (with extents; shapes are not final), at least one. */
export function deblend(
  list: PixelList,
  whole: Isophote,
  options: DeblendOptions,
  context: DeblendContext,
): Isophote[] {
  const { scratch } = context;
  makeRoom(scratch, list.count, whole);
  const { map, peaks } = scratch;
  fillMap(list, whole, map);
  markPeaks(list, whole, map, peaks);
  if (countPeaks(peaks, whole.pixels) < 2) return [whole];
  const root: Branch = { isophote: whole, children: [], whole: true };
  const levels: Branch[][] = [[root]];
  const minArea = Math.min(options.minArea, maxBranchArea);
  for (let k = 1; k < options.levels; k += 1) {
    const ratio = whole.smoothedPeak / whole.threshold;
    const threshold = Math.fround(whole.threshold * ratio ** (k / options.levels));
    const level: Branch[] = [];
    for (const parent of levels[k - 1] ?? []) {
      // A branch with one peak cannot split further up.
      if (countPeaks(peaks, parent.isophote.pixels) < 2) continue;
      parent.children = split(list, whole, parent.isophote, threshold, minArea, context);
      if (level.length + parent.children.length > maxBranches) return [whole];
      for (const child of parent.children) level.push(child);
    }
    if (level.length === 0) break;
    levels.push(level);
  }
  const accepted = cutBranches(levels, whole.smoothedFlux * options.contrast);
  if (root.whole || accepted.length * list.count > maxShareWork) return [whole];
  return sharePixels(list, whole, accepted, context.random);
}

/** From the top down: where two or more branches hold enough light, those not split themselves are sources. */
function cutBranches(levels: readonly Branch[][], least: number): Isophote[] {
  const accepted: Isophote[] = [];
  for (let k = levels.length - 2; k >= 0; k -= 1) {
    for (const branch of levels[k] ?? []) {
      const strong = branch.children.filter((child) => excess(child.isophote) > least);
      if (branch.children.some((child) => !child.whole)) branch.whole = false;
      if (strong.length < 2) continue;
      for (const child of strong) {
        if (!child.whole) continue;
        child.isophote.flag |= flagMerged;
        accepted.push(child.isophote);
      }
      branch.whole = false;
    }
  }
  return accepted;
}

/** Light above the branch's own level. */
function excess(branch: Isophote): number {
  return Math.fround(branch.smoothedFlux - Math.fround(branch.threshold * branch.pixels.length));
}

/** Index of the pixel at each place of the detection's box, −1 where there is none. */
function fillMap(list: PixelList, { pixels, xMin, xMax, yMin, yMax }: Isophote, map: Int32Array): void {
  const width = xMax - xMin + 1;
  map.fill(-1, 0, width * (yMax - yMin + 1));
  for (let i = 0; i < pixels.length; i += 1) {
    const pixel = pixels[i] as number;
    map[(list.x[pixel] as number) - xMin + ((list.y[pixel] as number) - yMin) * width] = pixel;
  }
}

/** 1 for pixels that no neighbour exceeds. */
function markPeaks(list: PixelList, whole: Isophote, map: Int32Array, peaks: Uint8Array): void {
  const width = whole.xMax - whole.xMin + 1;
  const height = whole.yMax - whole.yMin + 1;
  const { smoothed } = list;
  for (let i = 0; i < whole.pixels.length; i += 1) {
    const pixel = whole.pixels[i] as number;
    const x = (list.x[pixel] as number) - whole.xMin;
    const y = (list.y[pixel] as number) - whole.yMin;
    const own = smoothed[pixel] as number;
    let highest = true;
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1) && highest; v += 1) {
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u += 1) {
        const other = map[v * width + u] as number;
        if (other >= 0 && (smoothed[other] as number) > own) {
          highest = false;
          break;
        }
      }
    }
    peaks[pixel] = highest ? 1 : 0;
  }
}

function countPeaks(peaks: Uint8Array, pixels: Int32Array): number {
  let count = 0;
  for (let i = 0; i < pixels.length; i += 1) count += peaks[pixels[i] as number] as number;
  return count;
}

/** Space that all detections of an image use in turn; it grows with the largest. */
export interface DeblendScratch {
  map: Int32Array;
  peaks: Uint8Array;
  /** Chains of pixels. */
  links: Int32Array;
  /** The branch that each pixel was last looked at for; counted on from one detection to the next. */
  owner: Int32Array;
  branches: number;
  /** One row's pixels, and a bit for each. */
  ids: Int32Array;
  bits: Int32Array;
}

/** @returns scratch space for one image after the other. */
export function deblendScratch(): DeblendScratch {
  const none = () => new Int32Array(0);
  return {
    map: none(),
    peaks: new Uint8Array(0),
    links: none(),
    owner: none(),
    branches: 0,
    ids: none(),
    bits: none(),
  };
}

function makeRoom(scratch: DeblendScratch, pixels: number, { xMin, xMax, yMin, yMax }: Isophote): void {
  const width = xMax - xMin + 1;
  const box = width * (yMax - yMin + 1);
  if (box > scratch.map.length) scratch.map = new Int32Array(2 * box);
  if (width > scratch.ids.length) {
    scratch.ids = new Int32Array(2 * width);
    scratch.bits = new Int32Array(wordsOf(2 * width));
  }
  if (pixels <= scratch.links.length) return;
  scratch.peaks = new Uint8Array(2 * pixels);
  scratch.links = new Int32Array(2 * pixels);
  scratch.owner = new Int32Array(2 * pixels);
}

/** The connected parts of `parent` above `threshold`. */
function split(
  list: PixelList,
  whole: Isophote,
  parent: Isophote,
  threshold: number,
  minArea: number,
  { scan, scratch, imageWidth, imageHeight }: DeblendContext,
): Branch[] {
  const mapWidth = whole.xMax - whole.xMin + 1;
  const width = parent.xMax - parent.xMin + 1;
  const { map, links, owner } = scratch;
  scratch.branches += 1;
  const mark = scratch.branches;
  for (let i = 0; i < parent.pixels.length; i += 1) owner[parent.pixels[i] as number] = mark;
  const children: Branch[] = [];
  const take = (first: number, count: number) => {
    if (count < minArea) return;
    const isophote = isophoteOf(list, chainOf(links, first, count), threshold);
    isophote.flag = truncation(isophote, imageWidth, imageHeight);
    children.push({ isophote, children: [], whole: true });
  };
  resetScan(scan, width);
  const words = wordsOf(width);
  const { ids, bits } = scratch;
  for (let y = parent.yMin; y <= parent.yMax; y += 1) {
    const row = (y - whole.yMin) * mapWidth + parent.xMin - whole.xMin;
    bits.fill(0, 0, words);
    for (let x = 0; x < width; x += 1) {
      const pixel = map[row + x] as number;
      if (pixel >= 0 && owner[pixel] === mark && (list.smoothed[pixel] as number) > threshold) {
        ids[x] = pixel;
        bits[x >> 5] = (bits[x >> 5] as number) | (1 << (x & 31));
      }
    }
    scanBits(scan, bits, ids, words, links, take);
  }
  scanBits(scan, bits.fill(0, 0, words), ids, words, links, take);
  return children;
}

/** @returns the pixels of a chain in order. */
export function chainOf(links: Int32Array, first: number, count: number): Int32Array {
  const pixels = new Int32Array(count);
  for (let i = 0, pixel = first; i < count; i += 1, pixel = links[pixel] as number) pixels[i] = pixel;
  return pixels;
}

/** @returns the flag of an isophote that touches the image's border. */
export function truncation(isophote: Isophote, imageWidth: number, imageHeight: number): number {
  const { xMin, xMax, yMin, yMax } = isophote;
  return xMin === 0 || yMin === 0 || xMax === imageWidth - 1 || yMax === imageHeight - 1 ? flagTruncated : 0;
}
