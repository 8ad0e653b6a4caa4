/** Which columns of a wide table are drawn: the pinned one, those in view and some around; the rest is space. */

export interface ColumnWindow {
  from: number;
  /** Behind the last column that is drawn. */
  to: number;
}

/** Tables up to this width in columns are drawn whole. */
export const drawAllColumnsUpTo = 24;
const around = 3;

/** @returns where each column begins, and behind the last the width of all. */
export function columnOffsets(widthsPx: readonly number[]): number[] {
  const offsets = [0];
  for (const width of widthsPx) offsets.push((offsets.at(-1) ?? 0) + width);
  return offsets;
}

/** @returns the index of the column that lies at a place; the last for a place behind all. */
export function columnAt(offsets: readonly number[], px: number): number {
  let low = 0;
  let high = Math.max(0, offsets.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= px) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * @param offsets of the columns that scroll, from {@link columnOffsets}.
 * @param leftPx how far is scrolled. @param viewPx room for the columns that scroll.
 */
export function columnsInView(offsets: readonly number[], leftPx: number, viewPx: number): ColumnWindow {
  const count = offsets.length - 1;
  if (count <= drawAllColumnsUpTo) return { from: 0, to: count };
  const from = Math.max(0, columnAt(offsets, leftPx) - around);
  const to = Math.min(count, columnAt(offsets, leftPx + viewPx) + 1 + around);
  return { from, to };
}
