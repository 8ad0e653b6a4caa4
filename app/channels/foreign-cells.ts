/** The values that another program gave an exposure, as cells: `_column` is a judgement of its neighbour. Pure. */
import type { ForeignValue } from "#contracts/contributed.ts";

/** What its producer says of a value; the limit behind it is known to the producer alone. */
export type Judgement = "bad" | "warning" | "ok" | "measured" | null;

export interface ForeignCell {
  column: string;
  text: string;
  judgement: Judgement;
  /** Rows of a value that is a table itself. */
  rows: readonly (readonly [name: string, text: string])[] | null;
}

const judgements: readonly Judgement[] = ["bad", "warning", "ok", "measured"];

/** @returns a cell for each column, by name; marks of other columns and texts of empty channels are not columns. */
export function foreignCells(values: Readonly<Record<string, ForeignValue>>): ForeignCell[] {
  return Object.entries(values)
    .filter(([column]) => !/^[_@]/.test(column))
    .sort(([left], [right]) => left.localeCompare(right, "en", { sensitivity: "base" }))
    .map(([column, value]) => {
      const mark = values[`_${column}`];
      const judgement = judgements.find((each) => each === mark) ?? null;
      return { column, text: textOf(value), judgement, rows: rowsOf(value) };
    });
}

/** Six digits tell what a double is worth here, and small values do not become 0.00. */
function textOf(value: unknown): string {
  if (value === null) return "–";
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return `${value.length} values`;
  const shown = (value as Record<string, unknown>)["DISPLAY_VALUE"];
  return typeof shown === "string" ? shown : `${Object.keys(value as object).length} values`;
}

function rowsOf(value: ForeignValue): ForeignCell["rows"] {
  if (typeof value !== "object" || value === null) return null;
  const entries = Array.isArray(value)
    ? value.map((each, index) => [String(index + 1), each] as const)
    : Object.entries(value);
  return entries
    .filter(([name]) => name !== "DISPLAY_VALUE")
    .map(
      ([name, each]) =>
        [name, typeof each === "object" && each !== null ? JSON.stringify(each) : textOf(each)] as const,
    );
}
