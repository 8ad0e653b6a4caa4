/** Whether a row satisfies a query. A missing value satisfies no comparison and no negation of one, only `is null`. */
import type { MetricLevel } from "../limits.ts";
import type { Comparison, LevelWord, Query } from "./query.ts";
import { timeOfNight, timePrecisionMs } from "./time-of-night.ts";

/** A row as a query reads it. */
export interface QueryRow {
  /** Times are UTC milliseconds; null is missing. */
  value: (column: string) => number | string | null;
  isTime: (column: string) => boolean;
  level: (column: string) => MetricLevel;
  /** The texts that plain words are looked for in, in lower case. */
  text: () => string;
  dayObs: number;
}

/** True, false, or null where a missing value leaves it open (Kleene's logic, as in SQL). */
type Truth = boolean | null;

const levelOf: Record<LevelWord, MetricLevel> = { ok: "within", warning: "warn", error: "error" };

/** @returns whether the row is to be shown. */
export function satisfies(query: Query, row: QueryRow): boolean {
  return truthOf(query, row) === true;
}

/** @returns the truth of a query on a row; null is unknown. */
export function truthOf(query: Query, row: QueryRow): Truth {
  switch (query.kind) {
    case "all":
      return least(query.of.map((part) => truthOf(part, row)));
    case "any": {
      const opposite = least(query.of.map((part) => not(truthOf(part, row))));
      return not(opposite);
    }
    case "not":
      return not(truthOf(query.of, row));
    case "missing":
      return row.value(query.column) === null;
    case "level": {
      const level = row.level(query.column);
      return level === "no-limit" ? null : level === levelOf[query.level];
    }
    case "word":
      return row.text().includes(query.text.toLowerCase());
    case "contains": {
      const value = row.value(query.column);
      return value === null ? null : String(value).toLowerCase().includes(query.text.toLowerCase());
    }
    case "in":
      return not(least(query.values.map((value) => not(compare(query.column, "=", value, row)))));
    case "between":
      return least([compare(query.column, ">=", query.from, row), compare(query.column, "<=", query.to, row)]);
    case "compare": {
      const value = "column" in query.with ? row.value(query.with.column) : query.with.value;
      return value === null ? null : compare(query.column, query.by, value, row);
    }
  }
}

function not(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

/** False before unknown before true; true of nothing. */
function least(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

function compare(column: string, by: Comparison, right: number | string, row: QueryRow): Truth {
  const left = row.value(column);
  if (left === null) return null;
  if (row.isTime(column) && typeof right === "string" && typeof left === "number") {
    const from = timeOfNight(right, row.dayObs);
    const until = from + timePrecisionMs(right);
    if (by === "=" || by === "!=") return (left >= from && left < until) === (by === "=");
    // All of the minute belongs to `<= 04:30`, and none of it to `> 04:30`.
    return ordered(left, by, by === "<=" || by === ">" ? until - 1 : from);
  }
  if (typeof left === "number" && typeof right === "number") return ordered(left, by, right);
  const same = String(left).toLowerCase() === String(right).toLowerCase();
  return same === (by === "=");
}

function ordered(left: number, by: Comparison, right: number): boolean {
  switch (by) {
    case "=":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}
