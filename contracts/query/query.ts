/** What a query on exposures says, as data: filters, addresses and completion all speak of this. */

export type QueryType = "number" | "text" | "time";

/** A column as queries know it. */
export interface QueryColumn {
  /** The name that addresses and exports use. */
  key: string;
  label: string;
  /** Other names that a query may use. */
  aliases: readonly string[];
  type: QueryType;
  /** Unit of its numbers; empty for none. */
  unit: string;
}

export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** How a value stands to its limits, in the words of queries. */
export type LevelWord = "ok" | "warning" | "error";

/** The right side of a comparison. A time is its text: `04:30` is a time of each exposure's own night. */
export type Operand = { value: number | string } | { column: string };

export type Query =
  | { kind: "all"; of: Query[] }
  | { kind: "any"; of: Query[] }
  | { kind: "not"; of: Query }
  | { kind: "compare"; column: string; by: Comparison; with: Operand }
  | { kind: "in"; column: string; values: (number | string)[] }
  | { kind: "between"; column: string; from: number | string; to: number | string }
  | { kind: "contains"; column: string; text: string }
  | { kind: "missing"; column: string }
  | { kind: "level"; column: string; level: LevelWord }
  /** A word that target, program, reason, id or number holds. */
  | { kind: "word"; text: string };

/** What is wrong with the text of a query, and where. */
export interface QueryProblem {
  message: string;
  /** Part of the text that it is about; `to` is behind it. */
  from: number;
  to: number;
  /** Texts that could stand in its place. */
  suggestions: string[];
}

export type ParsedQuery = { ok: true; query: Query } | { ok: false; problem: QueryProblem };

/** The query that everything satisfies. */
export const everything: Query = { kind: "all", of: [] };
