/** Selecting exposures by a range that was drawn on a plot, and the query that keeps only them. Pure. */
import { writeSeqRanges } from "#contracts/night-table/seq-ranges.ts";

/** A range of an axis, both ends included; `from` is the smaller one. */
export interface Span {
  from: number;
  to: number;
}

/** Where an exposure stands in a plot, in the units of its axes. */
export interface Placed {
  seqNum: number;
  x: number;
  y: number;
}

/** @returns the range between two places, whichever was first. */
export function spanBetween(a: number, b: number): Span {
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

/** @returns the sequence numbers of what lies in a range of x, and of y where one is given. */
export function seqsWithin(placed: Iterable<Placed>, x: Span, y?: Span): number[] {
  const found: number[] = [];
  for (const each of placed) {
    const isIn = each.x >= x.from && each.x <= x.to && (!y || (each.y >= y.from && each.y <= y.to));
    if (isIn) found.push(each.seqNum);
  }
  return found;
}

/** @returns what is chosen after a brush: what it holds, beside what was chosen before where it adds. */
export function brushed(before: ReadonlySet<number>, found: readonly number[], adds: boolean): Set<number> {
  return new Set(adds ? [...before, ...found] : found);
}

/** @returns the clause that these exposures satisfy and no other of their night; empty for none. */
export function seqClause(seqs: ReadonlySet<number>): string {
  const ranges = (writeSeqRanges(seqs) ?? "").split(",").filter((part) => part !== "");
  const single = ranges.filter((part) => !part.includes("-"));
  const spans = ranges.filter((part) => part.includes("-")).map((part) => `seq between ${part.replace("-", " and ")}`);
  return [...spans, ...(single.length === 0 ? [] : [`seq in (${single.join(", ")})`])].join(" or ");
}
