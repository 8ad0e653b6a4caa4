/** The text of a query, such that parsing it gives the query again; and the part of a query that is about one column. */
import { columnsIn } from "./columns-in.ts";
import { parseQuery } from "./parse-query.ts";
import { everything, type Query, type QueryColumn } from "./query.ts";

const plainWord = /^[^\s()<>=!~,"']+$/;
const keywords = new Set(["and", "or", "not", "in", "is", "between", "contains", "like"]);

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function literal(value: number | string): string {
  if (typeof value === "number") return String(value);
  return plainWord.test(value) && !keywords.has(value.toLowerCase()) ? value : quoted(value);
}

/** @returns the text of a query. */
export function writeQuery(query: Query): string {
  switch (query.kind) {
    case "all":
      return query.of.map((part) => inner(part, part.kind === "any" || part.kind === "all")).join(" and ");
    case "any":
      return query.of.map((part) => inner(part, part.kind === "any")).join(" or ");
    case "not":
      return `not ${inner(query.of, query.of.kind === "any" || query.of.kind === "all")}`;
    case "compare":
      return `${query.column} ${query.by} ${"column" in query.with ? query.with.column : literal(query.with.value)}`;
    case "in":
      return `${query.column} in (${query.values.map(literal).join(", ")})`;
    case "between":
      return `${query.column} between ${literal(query.from)} and ${literal(query.to)}`;
    case "contains":
      return `${query.column} ~ ${literal(query.text)}`;
    case "missing":
      return `${query.column} is null`;
    case "level":
      return `${query.column} is ${query.level}`;
    case "word":
      return quoted(query.text);
  }
}

function inner(query: Query, inBrackets: boolean): string {
  return inBrackets ? `(${writeQuery(query)})` : writeQuery(query);
}

function parts(query: Query): Query[] {
  return query.kind === "all" ? query.of : [query];
}

/** @returns the part of a query that is about this column and no other, as text; empty where there is none. */
export function clauseOf(query: Query, column: string): string {
  const of = parts(query).filter((part) => isOnly(part, column));
  return of.length === 0 ? "" : writeQuery(of.length === 1 ? (of[0] as Query) : { kind: "all", of });
}

function isOnly(query: Query, column: string): boolean {
  const columns = columnsIn(query);
  return columns.size === 1 && columns.has(column);
}

/**
 * @returns a query's text in which the part about one column is another; an empty clause takes it out.
 * A text that cannot be parsed is kept, and the clause put behind it.
 */
export function withClause(text: string, column: string, clause: string, columns: readonly QueryColumn[]): string {
  const parsed = parseQuery(text, columns);
  const added = parseQuery(clause, columns);
  if (!parsed.ok || !added.ok) return [text, clause].filter(Boolean).join(" and ");
  const kept = parsed.query === everything ? [] : parts(parsed.query).filter((part) => !isOnly(part, column));
  const all = [...kept, ...(clause === "" ? [] : parts(added.query))];
  return all.length === 1 ? writeQuery(all[0] as Query) : writeQuery({ kind: "all", of: all });
}
