/** Finds sources in a background-subtracted image as SEP does (`sep.extract` with one noise level). */
import { cleanSources, detectionMargin } from "./clean.ts";
import { type DeblendContext, deblend, deblendScratch, truncation } from "./deblend.ts";
import { type Isophote, isophoteOf, measureShape, type PixelList } from "./isophote.ts";
import { lutzScan, scanBits, wordsOf } from "./lutz.ts";
import { rowFilter } from "./row-filter.ts";

export interface ExtractOptions {
  /** Least connected pixels above the threshold. */
  minArea: number;
  deblendLevels: number;
  deblendContrast: number;
  /** Slope of the wings that cleaning assumes. */
  cleanSlope: number;
  /** Most pixels of unfinished objects; more means that the threshold is below the background. */
  maxActivePixels: number;
}

/** The defaults of SEP and of the reference values. */
export const defaultExtractOptions: ExtractOptions = {
  minArea: 5,
  deblendLevels: 32,
  deblendContrast: 0.005,
  cleanSlope: 1,
  maxActivePixels: 5_000_000,
};

/** One source; positions are 0-based pixel centres, lengths are pixels, fluxes are in the image's unit. */
export interface Source extends Omit<Isophote, "pixels" | "areaCorrection"> {
  /** Pixels above the threshold after the filter. */
  readonly pixelCount: number;
}

/** Raised when the threshold lies in the background, so that detections would cover the image. */
export class TooManyPixels extends Error {}

/** Pixels of the objects that the scan has not finished; freed slots are used again. */
interface PixelPool {
  x: Int32Array;
  y: Int32Array;
  value: Float32Array;
  smoothed: Float32Array;
  next: Int32Array;
  free: number;
  used: number;
}

/**
 * Filters, thresholds, deblends, measures and cleans.
 * @param data background-subtracted pixels, NaN masked.
 * @param threshold in the image's unit, for example 5 × the noise; positive.
 * @returns the sources in the order in which their last row was read.
 * @throws TooManyPixels when more pixels than `maxActivePixels` are above the threshold at once.
 */
export function extractSources(
  data: Float32Array,
  width: number,
  height: number,
  threshold: number,
  options: ExtractOptions = defaultExtractOptions,
): Source[] {
  const level = Math.fround(threshold);
  const pool = pixelPool();
  const scan = lutzScan(width);
  const context: DeblendContext = {
    scan: lutzScan(width),
    scratch: deblendScratch(),
    random: { state: 1 },
    imageWidth: width,
    imageHeight: height,
  };
  const room = { list: pixelList(1024) };
  const found: Isophote[] = [];
  const margins: number[] = [];
  const finish = (first: number, count: number) => {
    if (count >= options.minArea) {
      const list = takePixels(pool, first, count, room);
      for (const isophote of sourcesOf(list, level, options, context)) {
        margins.push(detectionMargin(list, isophote, options.minArea, level));
        // The pixels' number is still needed, the pixels are not.
        found.push(isophote);
      }
    }
    freePixels(pool, first, count);
  };
  const filter = rowFilter(data, width, height, level);
  const ids = new Int32Array(width);
  const words = wordsOf(width);
  const none = new Int32Array(words);
  let active = false;
  for (let y = 0; y <= height; y += 1) {
    const any = y < height && filter.next();
    const bits = any ? filter.bits : none;
    for (let word = 0; any && word < words; word += 1) {
      for (let columns = bits[word] as number; columns !== 0; columns &= columns - 1) {
        const x = 32 * word + 31 - Math.clz32(columns & -columns);
        const value = data[y * width + x] as number;
        ids[x] = addPixel(pool, x, y, value, filter.smoothed[x] as number, options.maxActivePixels);
      }
    }
    // A row without pixels after one without pixels changes nothing.
    if (any || active) scanBits(scan, bits, ids, words, pool.next, finish);
    active = any;
  }
  return cleanSources(found, margins, options.cleanSlope).map(toSource);
}

/** Deblends one detection and measures what comes out. */
function sourcesOf(list: PixelList, level: number, options: ExtractOptions, context: DeblendContext): Isophote[] {
  const all = new Int32Array(list.count);
  for (let i = 0; i < all.length; i += 1) all[i] = i;
  const whole = isophoteOf(list, all, level);
  whole.flag = truncation(whole, context.imageWidth, context.imageHeight);
  const settings = { levels: options.deblendLevels, contrast: options.deblendContrast, minArea: options.minArea };
  const isophotes = deblend(list, whole, settings, context);
  for (const isophote of isophotes) measureShape(list, isophote, true);
  return isophotes;
}

function toSource({ pixels, areaCorrection: _, ...rest }: Isophote): Source {
  return { ...rest, pixelCount: pixels.length };
}

function pixelPool(): PixelPool {
  const size = 1 << 16;
  return {
    x: new Int32Array(size),
    y: new Int32Array(size),
    value: new Float32Array(size),
    smoothed: new Float32Array(size),
    next: new Int32Array(size),
    free: -1,
    used: 0,
  };
}

function addPixel(pool: PixelPool, x: number, y: number, value: number, smoothed: number, most: number): number {
  let id = pool.free;
  if (id >= 0) {
    pool.free = pool.next[id] as number;
  } else {
    id = pool.used;
    if (id >= most) throw new TooManyPixels(`more than ${most} pixels are above the threshold at once`);
    pool.used += 1;
    if (id >= pool.x.length) growPool(pool);
  }
  pool.x[id] = x;
  pool.y[id] = y;
  // A masked pixel can be above the threshold only by its neighbours; it has no light of its own.
  pool.value[id] = Number.isNaN(value) ? 0 : value;
  pool.smoothed[id] = smoothed;
  return id;
}

function growPool(pool: PixelPool): void {
  const size = pool.x.length * 2;
  const grow = <T extends Int32Array | Float32Array>(old: T, larger: T): T => {
    larger.set(old);
    return larger;
  };
  pool.x = grow(pool.x, new Int32Array(size));
  pool.y = grow(pool.y, new Int32Array(size));
  pool.value = grow(pool.value, new Float32Array(size));
  pool.smoothed = grow(pool.smoothed, new Float32Array(size));
  pool.next = grow(pool.next, new Int32Array(size));
}

function pixelList(size: number): PixelList {
  return {
    count: size,
    x: new Int32Array(size),
    y: new Int32Array(size),
    value: new Float32Array(size),
    smoothed: new Float32Array(size),
  };
}

/** @param room one list after the other is put there; the one before is gone then. */
function takePixels(pool: PixelPool, first: number, count: number, room: { list: PixelList }): PixelList {
  if (count > room.list.x.length) room.list = pixelList(2 * count);
  const list = { ...room.list, count };
  for (let i = 0, id = first; i < count; i += 1, id = pool.next[id] as number) {
    list.x[i] = pool.x[id] as number;
    list.y[i] = pool.y[id] as number;
    list.value[i] = pool.value[id] as number;
    list.smoothed[i] = pool.smoothed[id] as number;
  }
  return list;
}

function freePixels(pool: PixelPool, first: number, count: number): void {
  let last = first;
  for (let i = 1; i < count; i += 1) last = pool.next[last] as number;
  pool.next[last] = pool.free;
  pool.free = first;
}
