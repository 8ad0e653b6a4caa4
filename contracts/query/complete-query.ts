/** What may stand where someone types in a query: columns, signs, values or the words between. */
import { columnNamed } from "./parse-query.ts";
import type { QueryColumn } from "./query.ts";
import { type Token, tokenize } from "./tokens.ts";

export interface QueryOption {
  /** Text to put in. */
  insert: string;
  /** What it is, beside it: unit and label of a column. */
  note: string;
}

export interface Completion {
  /** Part of the text that an option replaces. */
  from: number;
  to: number;
  options: QueryOption[];
}

const mostOptions = 12;
const numberSigns = ["> ", "< ", ">= ", "<= ", "= ", "between ", "is null", "is not null", "is warning", "is error"];
const textSigns = ["= ", "!= ", "in (", "~ ", "is null", "is not null"];
const lists = new Set(["in"]);

/**
 * @param caret place in the text.
 * @param valuesOf the values that a text column has, to offer.
 */
export function completeQuery(
  text: string,
  caret: number,
  columns: readonly QueryColumn[],
  valuesOf: (column: string) => readonly string[],
): Completion {
  const tokens = tokenize(text.slice(0, caret));
  const last = tokens.at(-1);
  const isTyping = last !== undefined && last.to === caret && last.kind !== "sign";
  const typed = isTyping ? last.text.toLowerCase() : "";
  const from = isTyping ? last.from : caret;
  const before = isTyping ? tokens.slice(0, -1) : tokens;
  const all = expected(before, columns, valuesOf);
  const starting = all.filter(({ insert }) => insert.toLowerCase().replace(/^"/, "").startsWith(typed));
  const within = all.filter(
    ({ insert, note }) =>
      !starting.some((option) => option.insert === insert) && `${insert} ${note}`.toLowerCase().includes(typed),
  );
  const options = [...starting, ...(typed === "" ? [] : within)].slice(0, mostOptions);
  const isDone = options.length === 1 && options[0]?.insert.trim().toLowerCase() === typed;
  return { from, to: caret, options: isDone ? [] : options };
}

function expected(
  before: readonly Token[],
  columns: readonly QueryColumn[],
  valuesOf: (column: string) => readonly string[],
): QueryOption[] {
  const says = (back: number): string => before.at(-back)?.text.toLowerCase() ?? "";
  const last = before.at(-1);
  const plain = (inserts: readonly string[]): QueryOption[] => inserts.map((insert) => ({ insert, note: "" }));
  const names = (): QueryOption[] => [
    ...columns.map(({ key, label, unit }) => ({ insert: `${key} `, note: unit === "" ? label : `${label}, ${unit}` })),
    { insert: "not ", note: "the opposite" },
  ];
  const values = (column: QueryColumn): QueryOption[] =>
    valuesOf(column.key).map((value) => ({
      insert: /^[^\s()<>=!~,"']+$/.test(value) ? value : `"${value.replaceAll('"', '""')}"`,
      note: column.label,
    }));
  if (last === undefined || ["and", "or", "not", "!"].includes(says(1))) return names();
  const inList = listColumn(before, columns);
  if (inList !== null) {
    return says(1) === "(" || says(1) === "," ? values(inList) : plain([", ", ")"]);
  }
  if (says(1) === "(") return names();
  if (says(1) === "is") return plain(["null", "not null", "ok", "warning", "error"]);
  const left = columnNamed(before.at(-2)?.text ?? "", columns);
  if (left && last.kind === "sign" && last.text !== ")") return values(left);
  if (left && says(1) === "contains") return values(left);
  const column = last.kind === "word" ? columnNamed(last.text, columns) : undefined;
  if (column && before.at(-2)?.kind !== "sign") return plain(column.type === "text" ? textSigns : numberSigns);
  return plain(["and ", "or "]);
}

/** The column of an `in (` that is still open. */
function listColumn(before: readonly Token[], columns: readonly QueryColumn[]): QueryColumn | null {
  const opened = before.findLastIndex(({ kind, text }) => kind === "sign" && (text === "(" || text === ")"));
  if (before[opened]?.text !== "(" || !lists.has(before[opened - 1]?.text.toLowerCase() ?? "")) return null;
  const name = before[opened - 2]?.text.toLowerCase() === "not" ? before[opened - 3] : before[opened - 2];
  return columnNamed(name?.text ?? "", columns) ?? null;
}
