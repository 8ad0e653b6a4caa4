/**
 * From the text of a query to its meaning, or to what is wrong, where, and what may have been meant.
 *
 *     query = part { "or" part } · part = term { ["and"] term } · term = "not" term | "(" query ")" | test | word
 *     test  = column ( sign value | ["not"] "in" "(" values ")" | ["not"] "between" value "and" value
 *           | ["not"] "contains" text | "is" ["not"] ( "null" | "ok" | "warning" | "error" ) )
 */
import { nearestNames } from "./nearest.ts";
import {
  type Comparison,
  everything,
  type LevelWord,
  type Operand,
  type ParsedQuery,
  type Query,
  type QueryColumn,
  type QueryProblem,
} from "./query.ts";
import { isTimeText } from "./time-of-night.ts";
import { type Token, tokenize } from "./tokens.ts";

class Wrong extends Error {
  readonly problem: QueryProblem;
  constructor(problem: QueryProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

const comparisons = new Map<string, Comparison>([
  ["=", "="],
  ["==", "="],
  ["!=", "!="],
  ["<>", "!="],
  ["<", "<"],
  ["<=", "<="],
  [">", ">"],
  [">=", ">="],
]);
const levels = new Map<string, LevelWord>([
  ["ok", "ok"],
  ["within", "ok"],
  ["warning", "warning"],
  ["warn", "warning"],
  ["error", "error"],
  ["bad", "error"],
]);
const missingWords = new Set(["null", "missing", "unknown"]);
const testWords = new Set(["in", "is", "between", "contains", "like"]);

/** @returns the column of a name or alias, in any case. */
export function columnNamed(name: string, columns: readonly QueryColumn[]): QueryColumn | undefined {
  const low = name.toLowerCase();
  return columns.find(({ key }) => key.toLowerCase() === low) ?? columns.find(({ aliases }) => aliases.includes(low));
}

/** @returns the query that a text says on these columns; an empty text is satisfied by everything. */
export function parseQuery(text: string, columns: readonly QueryColumn[]): ParsedQuery {
  const tokens = tokenize(text);
  if (tokens.length === 0) return { ok: true, query: everything };
  const units = new Set(columns.map(({ unit }) => unit.toLowerCase()).filter(Boolean));
  let at = 0;

  const peek = (ahead = 0): Token | undefined => tokens[at + ahead];
  const isWord = (token: Token | undefined, ...words: string[]): boolean =>
    token?.kind === "word" && words.includes(token.text.toLowerCase());
  const isSign = (token: Token | undefined, ...signs: string[]): boolean =>
    token?.kind === "sign" && signs.includes(token.text);
  function wrong(message: string, token: Token | undefined, suggestions: string[] = []): never {
    const from = token?.from ?? text.length;
    throw new Wrong({ message, from, to: token?.to ?? text.length, suggestions });
  }

  function any(): Query {
    const of = [all()];
    while (isWord(peek(), "or")) {
      at += 1;
      of.push(all());
    }
    return of.length === 1 ? (of[0] as Query) : { kind: "any", of };
  }

  function all(): Query {
    const of = [term()];
    for (;;) {
      const next = peek();
      if (next === undefined || isWord(next, "or") || isSign(next, ")")) break;
      if (isWord(next, "and")) at += 1;
      of.push(term());
    }
    return of.length === 1 ? (of[0] as Query) : { kind: "all", of };
  }

  function term(): Query {
    const token = peek();
    if (token === undefined) wrong(at === 0 ? "An empty query" : "Something is missing at the end", undefined);
    if (isWord(token, "not") || isSign(token, "!")) {
      at += 1;
      return { kind: "not", of: term() };
    }
    if (isSign(token, "(")) {
      at += 1;
      const inner = any();
      if (!isSign(peek(), ")")) wrong("The bracket is not closed", peek() ?? token, [")"]);
      at += 1;
      return inner;
    }
    if (token.kind === "sign") wrong(`A column or a word is expected before ${token.text}`, token);
    if (isWord(token, "and", "or")) wrong(`Something is missing before ${token.text}`, token);
    if (token.open) wrong("The quote is not closed", token, [`"${token.text}"`]);
    return startsTest(peek(1), peek(2)) && token.kind === "word" ? test(token) : word(token);
  }

  function startsTest(next: Token | undefined, afterNext: Token | undefined): boolean {
    if (next === undefined) return false;
    if (next.kind === "sign") return comparisons.has(next.text) || next.text === "~" || next.text === "!~";
    if (isWord(next, "not")) return isWord(afterNext, "in", "between", "contains", "like");
    return next.kind === "word" && testWords.has(next.text.toLowerCase());
  }

  function word(token: Token): Query {
    at += 1;
    const column = token.kind === "word" ? columnNamed(token.text, columns) : undefined;
    if (column) {
      const example = column.type === "text" ? `${token.text} = …` : `${token.text} > …`;
      wrong(`${token.text} is a column: say what it shall be, or put the word into quotes`, token, [
        example.replace("…", ""),
        `"${token.text}"`,
      ]);
    }
    return { kind: "word", text: token.kind === "string" ? token.text : text.slice(token.from, token.to) };
  }

  function test(name: Token): Query {
    const column = columnNamed(name.text, columns);
    if (!column) {
      const near = nearestNames(
        name.text,
        columns.flatMap(({ key, aliases }) => [key, ...aliases]),
      );
      wrong(`There is no column ${name.text}`, name, near);
    }
    at += 1;
    const isNot = isWord(peek(), "not");
    if (isNot) at += 1;
    const sign = peek() as Token;
    at += 1;
    const tested = testBy(column, sign);
    return isNot ? { kind: "not", of: tested } : tested;
  }

  function testBy(column: QueryColumn, sign: Token): Query {
    const { key, type } = column;
    const says = sign.text.toLowerCase();
    if (sign.kind === "sign" && (says === "~" || says === "!~")) {
      const found = contains(column, sign);
      return says === "~" ? found : { kind: "not", of: found };
    }
    if (says === "contains" || says === "like") return contains(column, sign);
    if (says === "in") return { kind: "in", column: key, values: list(column, sign) };
    if (says === "between") {
      const from = literal(column, sign);
      if (!isWord(peek(), "and")) wrong(`between needs two values: ${key} between 1 and 2`, peek(), ["and "]);
      at += 1;
      if (type === "text") wrong(`${key} is text and has no order`, sign, ["in"]);
      return { kind: "between", column: key, from, to: literal(column, sign) };
    }
    if (says === "is") return standing(column);
    const by = comparisons.get(sign.text);
    if (!by) wrong(`${sign.text} is not known here`, sign, ["=", ">", "<"]);
    if (type === "text" && by !== "=" && by !== "!=") {
      wrong(`${key} is text: it can be compared by =, !=, ~ (contains) or in (…)`, sign, ["=", "~"]);
    }
    return { kind: "compare", column: key, by, with: operand(column, sign) };
  }

  function standing(column: QueryColumn): Query {
    const isNot = isWord(peek(), "not");
    if (isNot) at += 1;
    const token = peek();
    const says = token?.text.toLowerCase() ?? "";
    const level = levels.get(says);
    let found: Query;
    if (missingWords.has(says)) found = { kind: "missing", column: column.key };
    else if (says === "known") found = { kind: "not", of: { kind: "missing", column: column.key } };
    else if (level) found = { kind: "level", column: column.key, level };
    else wrong("is asks for null, ok, warning or error", token, ["null", "ok", "warning", "error"]);
    at += 1;
    return isNot ? { kind: "not", of: found } : found;
  }

  function contains(column: QueryColumn, sign: Token): Query {
    if (column.type !== "text") wrong(`${column.key} is no text: compare it by =, < or >`, sign, ["=", ">", "<"]);
    return { kind: "contains", column: column.key, text: String(literal(column, sign)) };
  }

  function list(column: QueryColumn, sign: Token): (number | string)[] {
    if (!isSign(peek(), "(")) wrong(`in needs a list in brackets: ${column.key} in (…)`, peek() ?? sign, ["in ("]);
    const opened = peek();
    at += 1;
    const values = [literal(column, sign)];
    for (;;) {
      const next = peek();
      if (isSign(next, ")")) break;
      if (next === undefined) wrong("The list is not closed", opened, [")"]);
      if (isSign(next, ",")) at += 1;
      values.push(literal(column, sign));
    }
    at += 1;
    return values;
  }

  function operand(column: QueryColumn, sign: Token): Operand {
    const token = peek();
    const other = token?.kind === "word" && column.type !== "text" ? columnNamed(token.text, columns) : undefined;
    if (!other || (column.type === "time" && isTimeText(token?.text ?? ""))) return { value: literal(column, sign) };
    if (other.type !== column.type) wrong(`${column.key} cannot be compared with ${other.key}`, token);
    at += 1;
    return { column: other.key };
  }

  function literal(column: QueryColumn, after: Token): number | string {
    const { key, type, unit } = column;
    const token = peek();
    if (token === undefined || token.kind === "sign") {
      wrong(`A value is expected after ${after.text}`, token ?? undefined);
    }
    if (token.open) wrong("The quote is not closed", token, [`"${token.text}"`]);
    at += 1;
    if (type === "text") return token.kind === "string" ? token.text : text.slice(token.from, token.to);
    if (type === "time") {
      if (!isTimeText(token.text)) wrong(`${key} is a time: write 04:30 or 2026-11-22T04:30`, token, ["04:30"]);
      return token.text;
    }
    if (token.kind !== "number") wrong(`${key} is a number${unit === "" ? "" : ` in ${unit}`}`, token);
    const next = peek();
    const told = token.unit ?? (next?.kind === "word" && units.has(next.text.toLowerCase()) ? next.text : undefined);
    if (told !== undefined && told.toLowerCase() !== unit.toLowerCase()) {
      wrong(unit === "" ? `${key} has no unit` : `${key} is in ${unit}, not ${told}`, token.unit ? token : next, [
        token.unit ? token.text : unit,
      ]);
    }
    if (told !== undefined && token.unit === undefined) at += 1;
    return Number(token.text);
  }

  try {
    const query = any();
    const rest = peek();
    if (rest) wrong(`${rest.text} closes nothing`, rest, [""]);
    return { ok: true, query };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, problem: error.problem };
    throw error;
  }
}
