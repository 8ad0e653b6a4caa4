/** The filter of one column as a form shows it, and the clause of the query that it stands for. */
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import { parseQuery } from "#contracts/query/parse-query.ts";
import type { Query, QueryColumn } from "#contracts/query/query.ts";
import { clauseOf, writeQuery } from "#contracts/query/write-query.ts";

export interface ColumnFilter {
  /** Bounds as typed; empty is none. */
  from: string;
  to: string;
  values: readonly string[];
  isNull: "any" | "null" | "known";
}

export const noFilter: ColumnFilter = { from: "", to: "", values: [], isNull: "any" };

/** @returns the filter as text; empty for none. A bound that is no number or time stays in it, to be told as wrong. */
export function clauseFor({ key }: Pick<NightColumn, "key">, filter: ColumnFilter): string {
  const parts: string[] = [];
  if (filter.values.length > 0) parts.push(writeQuery({ kind: "in", column: key, values: [...filter.values] }));
  if (filter.from.trim() !== "") parts.push(`${key} >= ${filter.from.trim()}`);
  if (filter.to.trim() !== "") parts.push(`${key} <= ${filter.to.trim()}`);
  if (filter.isNull !== "any") parts.push(`${key} is ${filter.isNull === "null" ? "null" : "not null"}`);
  return parts.join(" and ");
}

/** @returns what a query says of a column, as far as the form can show it. */
export function filterOf(text: string, key: string, columns: readonly QueryColumn[]): ColumnFilter {
  const parsed = parseQuery(text, columns);
  if (!parsed.ok) return noFilter;
  const clause = parseQuery(clauseOf(parsed.query, key), columns);
  if (!clause.ok) return noFilter;
  const parts: Query[] = clause.query.kind === "all" ? clause.query.of : [clause.query];
  let filter = noFilter;
  for (const part of parts) {
    if (part.kind === "in") filter = { ...filter, values: part.values.map(String) };
    else if (part.kind === "missing") filter = { ...filter, isNull: "null" };
    else if (part.kind === "not" && part.of.kind === "missing") filter = { ...filter, isNull: "known" };
    else if (part.kind === "between") filter = { ...filter, from: String(part.from), to: String(part.to) };
    else if (part.kind === "compare" && "value" in part.with) {
      const value = String(part.with.value);
      if (part.by === ">=" || part.by === ">") filter = { ...filter, from: value };
      else if (part.by === "<=" || part.by === "<") filter = { ...filter, to: value };
      else if (part.by === "=") filter = { ...filter, from: value, to: value, values: [value] };
    }
  }
  return filter;
}
