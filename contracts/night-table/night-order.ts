/** The order of a night's rows: by several columns, missing values last whichever way, ties newest first. */
import type { ExposureSummary } from "../exposure.ts";
import type { CellValue, NightColumn } from "./night-column.ts";

export interface OrderKey {
  column: string;
  descending: boolean;
}

/** First key first; empty is newest first. */
export type NightOrder = readonly OrderKey[];

export const newestFirst: NightOrder = [];

/** @returns the order that `sort=-psf_fwhm,seq` tells; words that are no names are left out. */
export function readOrder(text: string | null): NightOrder {
  const keys = (text ?? "").split(",").flatMap((word): OrderKey[] => {
    const found = /^(-?)([\w.-]+)$/.exec(word.trim());
    return found?.[2] === undefined ? [] : [{ column: found[2], descending: found[1] === "-" }];
  });
  const first = keys.filter(({ column }, at) => keys.findIndex((each) => each.column === column) === at);
  return first.length === 1 && first[0]?.column === "seq" && first[0].descending ? newestFirst : first;
}

/** @returns the word of the address for an order; null for the usual one. */
export function writeOrder(order: NightOrder): string | null {
  if (order.length === 0) return null;
  return order.map(({ column, descending }) => `${descending ? "-" : ""}${column}`).join(",");
}

/**
 * @param adds keeps the columns that rows are ordered by already, and puts this one behind them or turns it round.
 * @returns the order after a column was asked for: numbers begin with the largest, texts with a.
 */
export function orderedBy(order: NightOrder, column: Pick<NightColumn, "key" | "type">, adds: boolean): NightOrder {
  const firstWay = column.type !== "text";
  const current = order.length === 0 ? [{ column: "seq", descending: true }] : order;
  const known = current.find((each) => each.column === column.key);
  if (!adds) {
    if (known && current.length === 1) return readOrder(writeOrder([turned(known)]));
    return readOrder(writeOrder([{ column: column.key, descending: firstWay }]));
  }
  if (!known) return [...order, { column: column.key, descending: firstWay }];
  // The third time takes it out again.
  return known.descending === firstWay
    ? current.map((each) => (each === known ? turned(each) : each))
    : current.filter((each) => each !== known);
}

function turned({ column, descending }: OrderKey): OrderKey {
  return { column, descending: !descending };
}

function compareValues(a: CellValue, b: CellValue, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (a === b) return 0;
  const less = typeof a === "number" && typeof b === "number" ? a < b : String(a) < String(b);
  return less === descending ? 1 : -1;
}

/** @returns the exposures in a total order; a column that the night has not is passed over. */
export function orderNight(
  exposures: readonly ExposureSummary[],
  order: NightOrder,
  get: (key: string) => NightColumn | undefined,
): readonly ExposureSummary[] {
  const by = order.flatMap(({ column, descending }) => {
    const found = get(column);
    return found ? [{ column: found, descending }] : [];
  });
  if (by.length === 0) return exposures;
  const keyed = exposures.map((exposure) => ({ exposure, values: by.map(({ column }) => column.value(exposure)) }));
  keyed.sort((a, b) => {
    for (const [at, { descending }] of by.entries()) {
      const less = compareValues(a.values[at] ?? null, b.values[at] ?? null, descending);
      if (less !== 0) return less;
    }
    return b.exposure.seqNum - a.exposure.seqNum;
  });
  return keyed.map(({ exposure }) => exposure);
}
