/** Choosing rows of the table: one, a range, or none. */
import type { ExposureSummary } from "#contracts/exposure.ts";

export type Choice =
  | { kind: "toggle"; seq: number }
  | { kind: "add"; seqs: readonly number[] }
  /** From the last chosen row to this one. */
  | { kind: "reach"; seq: number }
  | { kind: "none" };

/** @returns the sequence numbers of the rows from one to another, in the order in which they are shown. */
export function chosenRange(rows: readonly Pick<ExposureSummary, "seqNum">[], from: number, to: number): number[] {
  const [a, b] = [rows.findIndex(({ seqNum }) => seqNum === from), rows.findIndex(({ seqNum }) => seqNum === to)];
  if (a < 0 || b < 0) return [to];
  return rows.slice(Math.min(a, b), Math.max(a, b) + 1).map(({ seqNum }) => seqNum);
}

/** @returns the chosen rows after a choice. @param last the row that was chosen last. */
export function choose(
  chosen: ReadonlySet<number>,
  choice: Choice,
  rows: readonly Pick<ExposureSummary, "seqNum">[],
  last: number | null,
): Set<number> {
  const next = new Set(chosen);
  switch (choice.kind) {
    case "none":
      return new Set();
    case "add":
      for (const seq of choice.seqs) next.add(seq);
      return next;
    case "reach":
      for (const seq of chosenRange(rows, last ?? choice.seq, choice.seq)) next.add(seq);
      return next;
    case "toggle":
      if (!next.delete(choice.seq)) next.add(choice.seq);
      return next;
  }
}
