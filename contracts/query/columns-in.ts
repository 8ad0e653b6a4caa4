/** Which columns a query asks about. */
import type { Query } from "./query.ts";

/** @returns the columns that a query asks about. */
export function columnsIn(query: Query): Set<string> {
  switch (query.kind) {
    case "all":
    case "any":
      return new Set(query.of.flatMap((part) => [...columnsIn(part)]));
    case "not":
      return columnsIn(query.of);
    case "compare":
      return new Set("column" in query.with ? [query.column, query.with.column] : [query.column]);
    case "word":
      return new Set();
    default:
      return new Set([query.column]);
  }
}
