/**
 * Connected pixels (8 neighbours) in one pass, row by row, after R. K. Lutz, "An algorithm for the real time analysis
 * of digitised images", The Computer Journal 23 (1980) 262. Objects come out as soon as no further row can touch them.
 */

/** Where a scan stands; reusable for images up to `width` pixels wide. */
export interface LutzScan {
  readonly width: number;
  readonly marker: Uint8Array;
  /** A bit for each column whose marker is set, 32 columns a word, the first in the lowest bit. */
  readonly marked: Int32Array;
  /** Objects that the current row is inside of, innermost last: where each started, may end, and its pixel chain. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly count: Int32Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** Chains of objects that continue in the next row, by the column where they start. */
  readonly keptCount: Int32Array;
  readonly keptFirst: Int32Array;
  readonly keptLast: Int32Array;
  readonly statuses: Uint8Array;
  open: number;
  depth: number;
}

/** Marks left for the next row: a segment starts an object, continues one, ends a segment, ends an object. */
const startsObject = 1;
const startsSegment = 2;
const endsSegment = 3;
const endsObject = 4;

const complete = 0;
const incomplete = 1;
const outside = 2;
const inside = 3;

const unknown = -1;

/** @returns the number of words that hold a bit for each of `width` columns and the one behind the last. */
export function wordsOf(width: number): number {
  return (width >> 5) + 1;
}

/** @returns the state of a scan over rows of up to `width` pixels. */
export function lutzScan(width: number): LutzScan {
  const size = width + 2;
  const ints = () => new Int32Array(size);
  return {
    width,
    marker: new Uint8Array(size),
    marked: new Int32Array(wordsOf(width)),
    start: ints(),
    end: ints(),
    count: ints(),
    first: ints(),
    last: ints(),
    keptCount: ints(),
    keptFirst: ints(),
    keptLast: ints(),
    statuses: new Uint8Array(2 * size + 4),
    open: 0,
    depth: 0,
  };
}

/**
 * Scans one row. After the last row of an image scan one without pixels, so that every object comes out.
 * @param ids for each column the id of its pixel, or −1 where it is not in any object.
 * @param next chain of pixels: the pixel after each one in its object, −1 at the end; written here.
 * @param emit called with the first pixel and the number of pixels of each finished object.
 */
export function scanRow(
  scan: LutzScan,
  ids: Int32Array,
  width: number,
  next: Int32Array,
  emit: (first: number, count: number) => void,
): void {
  const bits = new Int32Array(wordsOf(width));
  for (let x = 0; x < width; x += 1) {
    if ((ids[x] as number) >= 0) bits[x >> 5] = (bits[x >> 5] as number) | (1 << (x & 31));
  }
  scanBits(scan, bits, ids, bits.length, next, emit);
}

/**
 * {@link scanRow} where nothing happens in most columns: only those with a pixel, behind a pixel, or with a mark of the
 * row before are looked at.
 * @param bits a bit for each column that has a pixel, `words` of them; none behind the last column.
 * @param ids the pixels' ids; columns without a pixel may hold anything.
 */
export function scanBits(
  scan: LutzScan,
  bits: Int32Array,
  ids: Int32Array,
  words: number,
  next: Int32Array,
  emit: (first: number, count: number) => void,
): void {
  const { marker, marked, start, end, count, first, last, statuses } = scan;
  let above = complete;
  let here = outside;
  let carried = 0;
  for (let word = 0; word < words; word += 1) {
    const pixels = bits[word] as number;
    let columns = pixels | (pixels << 1) | carried | (marked[word] as number);
    marked[word] = 0;
    carried = pixels >>> 31;
    while (columns !== 0) {
      const bit = 31 - Math.clz32(columns & -columns);
      columns &= columns - 1;
      const x = 32 * word + bit;
      const id = (pixels >>> bit) & 1 ? (ids[x] as number) : -1;
      const old = marker[x] as number;
      marker[x] = 0;
      if (id >= 0 && here !== inside) {
        here = inside;
        if (above === inside) {
          if (start[scan.open] === unknown) {
            mark(scan, x, startsObject);
            start[scan.open] = x;
          } else {
            mark(scan, x, startsSegment);
          }
        } else {
          statuses[scan.depth] = above;
          scan.depth += 1;
          scan.open += 1;
          mark(scan, x, startsObject);
          start[scan.open] = x;
          count[scan.open] = 0;
          above = complete;
        }
      }
      if (old === startsObject) {
        statuses[scan.depth] = above;
        scan.depth += 1;
        if (here === outside) {
          statuses[scan.depth] = complete;
          scan.depth += 1;
          scan.open += 1;
          count[scan.open] = 0;
          start[scan.open] = unknown;
        }
        takeKept(scan, x, next);
        above = inside;
      } else if (old === startsSegment) {
        if (here === inside && above === complete) {
          scan.depth -= 1;
          const startedAt = start[scan.open] as number;
          scan.open -= 1;
          append(
            scan,
            scan.open,
            count[scan.open + 1] as number,
            first[scan.open + 1] as number,
            last[scan.open + 1] as number,
            next,
          );
          if (start[scan.open] === unknown) start[scan.open] = startedAt;
          else mark(scan, startedAt, startsSegment);
        }
        above = inside;
      } else if (old === endsSegment) {
        above = incomplete;
      } else if (old === endsObject) {
        scan.depth -= 1;
        above = statuses[scan.depth] as number;
        if (here === outside && above === complete) {
          if (start[scan.open] === unknown) {
            emit(first[scan.open] as number, count[scan.open] as number);
          } else {
            mark(scan, end[scan.open] as number, endsObject);
            keep(scan);
          }
          scan.open -= 1;
          scan.depth -= 1;
          above = statuses[scan.depth] as number;
        }
      }
      if (id >= 0) {
        next[id] = -1;
        append(scan, scan.open, 1, id, id, next);
      } else if (here === inside) {
        here = outside;
        if (above !== complete) {
          mark(scan, x, endsSegment);
          end[scan.open] = x;
        } else {
          scan.depth -= 1;
          above = statuses[scan.depth] as number;
          mark(scan, x, endsObject);
          keep(scan);
          scan.open -= 1;
        }
      }
    }
  }
}

function mark(scan: LutzScan, x: number, value: number): void {
  scan.marker[x] = value;
  scan.marked[x >> 5] = (scan.marked[x >> 5] as number) | (1 << (x & 31));
}

/** Forgets all objects, so that a new image of up to `width` columns can be scanned. */
export function resetScan(scan: LutzScan, width: number): void {
  scan.marker.fill(0, 0, width + 1);
  scan.marked.fill(0, 0, wordsOf(width));
  scan.open = 0;
  scan.depth = 0;
}

/** Appends a chain of pixels to an open object. */
function append(scan: LutzScan, to: number, pixels: number, head: number, tail: number, next: Int32Array): void {
  if (pixels === 0) return;
  if (scan.count[to] === 0) scan.first[to] = head;
  else next[scan.last[to] as number] = head;
  scan.last[to] = tail;
  scan.count[to] = (scan.count[to] as number) + pixels;
}

function takeKept(scan: LutzScan, x: number, next: Int32Array): void {
  const pixels = scan.keptCount[x] as number;
  append(scan, scan.open, pixels, scan.keptFirst[x] as number, scan.keptLast[x] as number, next);
}

function keep(scan: LutzScan): void {
  const at = scan.start[scan.open] as number;
  scan.keptCount[at] = scan.count[scan.open] as number;
  scan.keptFirst[at] = scan.first[scan.open] as number;
  scan.keptLast[at] = scan.last[scan.open] as number;
}
