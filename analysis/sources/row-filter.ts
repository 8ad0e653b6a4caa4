/** The detection filter row after row, with the columns that are above the threshold after it. */
import { addressOf, kernels, workspace, workspaceBytes } from "../kernels/kernels.ts";
import { wordsOf } from "./lutz.ts";
import { smoothRow } from "./smooth-row.ts";

export interface RowFilter {
  /** Filters the next row, the first one at the first call. @returns whether a column is above the threshold. */
  next(): boolean;
  /** The filtered row where `bits` has a bit, anything elsewhere; until the next row. */
  readonly smoothed: Float32Array;
  /** A bit for each column above the threshold, 32 columns a word, the first in the lowest bit. */
  readonly bits: Int32Array;
}

/**
 * @param level positive; else the kernel would leave out too much, and the plain twin does the work.
 * @returns the filter for the rows of one image. It keeps rows in the kernels' memory: until the last one is filtered,
 * no other kernel may run.
 */
export function rowFilter(data: Float32Array, width: number, height: number, level: number, by = kernels): RowFilter {
  const words = wordsOf(width);
  // Three rows in turn, each padded with zeros to a whole number of vectors.
  const padded = 4 * Math.ceil(width / 4);
  const rowBytes = 4 * padded;
  const sumsAt = 3 * rowBytes;
  const smoothedAt = sumsAt + 8 * (padded + 2);
  const bitsAt = smoothedAt + rowBytes;
  // Which blocks of 32 columns have a bright pixel, a bit each, for three rows in turn.
  const blocksAt = 8 * Math.ceil((bitsAt + 4 * words) / 8);
  const blockBytes = 8 * Math.ceil(padded / 2048);
  let y = -1;
  if (by === null || !(level > 0) || blocksAt + 3 * blockBytes > workspaceBytes) {
    const smoothed = new Float32Array(width);
    const bits = new Int32Array(words);
    return {
      smoothed,
      bits,
      next() {
        y += 1;
        smoothRow(data, width, height, y, smoothed);
        return markAbove(smoothed, level, bits);
      },
    };
  }
  const buffer = workspace();
  const rows = [0, 1, 2].map((slot) => new Float32Array(buffer, slot * rowBytes, padded).fill(0));
  const smoothed = new Float32Array(buffer, smoothedAt, width);
  const bits = new Int32Array(buffer, bitsAt, words).fill(0);
  const behind = width & 31 ? (1 << (width & 31)) - 1 : -1;
  const lastWord = (width - 1) >> 5;
  // Whole vectors are read, so rows of another length cannot be taken from where they are.
  const dataAt = padded === width ? addressOf(data) : null;
  const placeOf = (row: number) => (dataAt === null ? (row % 3) * rowBytes : dataAt + row * rowBytes);
  const blocksOf = (row: number) => blocksAt + (row % 3) * blockBytes;
  const load = (row: number) => {
    if (dataAt === null) rows[row % 3]?.set(data.subarray(row * width, (row + 1) * width));
    by.markBlocks(placeOf(row), padded, level, blocksOf(row));
  };
  load(0);
  return {
    smoothed,
    bits,
    next() {
      y += 1;
      if (y + 1 < height) load(y + 1);
      const below = y > 0 ? y - 1 : y;
      const above = y + 1 < height ? y + 1 : y;
      const any = by.smoothRow(
        placeOf(below),
        placeOf(y),
        placeOf(above),
        y > 0 ? 1 : 0,
        y + 1 < height ? 1 : 0,
        padded,
        sumsAt,
        smoothedAt,
        level,
        bitsAt,
        blocksOf(below),
        blocksOf(y),
        blocksOf(above),
      );
      if (any === 0) return false;
      bits[lastWord] = (bits[lastWord] as number) & behind;
      return true;
    },
  };
}

function markAbove(smoothed: Float32Array, level: number, bits: Int32Array): boolean {
  let any = false;
  bits.fill(0);
  for (let x = 0; x < smoothed.length; x += 1) {
    if ((smoothed[x] as number) > level) {
      any = true;
      bits[x >> 5] = (bits[x >> 5] as number) | (1 << (x & 31));
    }
  }
  return any;
}
