/** The language of contracts: comparisons, `and or not in`, literals, lists and dotted fields. Nothing else parses. */
import type { Plain } from "./yaml-tree.ts";

type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in";
export type Expression =
  | { readonly kind: "value"; readonly value: Plain }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "field"; readonly label: string; readonly path: readonly string[] }
  | { readonly kind: "not"; readonly inner: Expression }
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "compare"; readonly by: Comparison; readonly left: Expression; readonly right: Expression };

/** Text that is no expression, or one that cannot be computed; the message says why. */
export class ContractError extends Error {
  override name = "ContractError";
}

const token =
  /\s*(?:(?<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<text>"[^"\\]*"|'[^'\\]*')|(?<word>[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)|(?<sign>==|!=|<=|>=|[<>()[\],]))/y;
const words: Readonly<Record<string, Plain>> = {
  True: true,
  true: true,
  False: false,
  false: false,
  None: null,
  null: null,
};
const deepest = 64;

/** @throws ContractError naming the character where the text stops being an expression. */
export function parseContract(text: string): Expression {
  const tokens = tokensOf(text);
  let next = 0;
  let depth = 0;
  const peek = () => tokens[next]?.text;
  const take = (wanted: string): boolean => {
    const found = tokens[next]?.kind !== "text" && peek() === wanted;
    if (found) next += 1;
    return found;
  };
  const fail = (): never => {
    const at = tokens[next];
    throw new ContractError(
      at ? `"${at.text}" was not expected at character ${at.start + 1}` : "the expression ends too early",
    );
  };
  const either = (): Expression => {
    if (++depth > deepest) throw new ContractError("the expression is nested too deeply");
    let left = both();
    while (take("or")) left = { kind: "or", left, right: both() };
    depth -= 1;
    return left;
  };
  const both = (): Expression => {
    let left = negated();
    while (take("and")) left = { kind: "and", left, right: negated() };
    return left;
  };
  const negated = (): Expression => {
    let nots = 0;
    while (take("not")) nots += 1;
    let inner = compared();
    for (; nots > 0; nots -= 1) inner = { kind: "not", inner };
    return inner;
  };
  const comparison = (): Comparison | null => {
    for (const by of ["==", "!=", "<=", ">=", "<", ">", "in"] as const) if (take(by)) return by;
    if (!take("not")) return null;
    return take("in") ? "not in" : fail();
  };
  const compared = (): Expression => {
    const left = atom();
    const by = comparison();
    if (by === null) return left;
    const right = atom();
    if (comparison() !== null) throw new ContractError("comparisons cannot be chained; join them by `and`");
    return { kind: "compare", by, left, right };
  };
  const atom = (): Expression => {
    if (take("(")) {
      const inner = either();
      return take(")") ? inner : fail();
    }
    if (take("[")) {
      const items: Expression[] = [];
      while (!take("]")) {
        if (items.length > 0 && !take(",")) fail();
        items.push(atom());
      }
      return { kind: "list", items };
    }
    const { kind, text: word } = tokens[next] ?? fail();
    if (kind === "sign" || (kind === "word" && ["and", "or", "not", "in"].includes(word))) fail();
    next += 1;
    if (kind === "number") return { kind: "value", value: Number(word) };
    if (kind === "text") return { kind: "value", value: word.slice(1, -1) };
    if (Object.hasOwn(words, word)) return { kind: "value", value: words[word] as Plain };
    const [label = "", ...path] = word.split(".");
    if (path.length > 0) return { kind: "field", label, path };
    throw new ContractError(`"${word}" is no value: write label.field, or quotation marks around a text`);
  };
  const whole = either();
  return next === tokens.length ? whole : fail();
}

function tokensOf(text: string): { kind: string; text: string; start: number }[] {
  const tokens: { kind: string; text: string; start: number }[] = [];
  const end = text.trimEnd().length;
  token.lastIndex = 0;
  while (token.lastIndex < end) {
    const start = token.lastIndex;
    const found = token.exec(text);
    if (!found) throw new ContractError(`character ${start + 1} starts nothing that a contract may hold`);
    const [kind = "", word = ""] = Object.entries(found.groups ?? {}).find(([, part]) => part !== undefined) ?? [];
    tokens.push({ kind, text: word, start: token.lastIndex - word.length });
  }
  return tokens;
}

/** @returns every field that the expression reads. */
export function fieldsIn(expression: Expression): Extract<Expression, { kind: "field" }>[] {
  switch (expression.kind) {
    case "value":
      return [];
    case "field":
      return [expression];
    case "list":
      return expression.items.flatMap(fieldsIn);
    case "not":
      return fieldsIn(expression.inner);
    default:
      return [...fieldsIn(expression.left), ...fieldsIn(expression.right)];
  }
}

/** @returns the same expression over labels with new names. */
export function renameLabels(expression: Expression, names: ReadonlyMap<string, string>): Expression {
  const inner = (part: Expression) => renameLabels(part, names);
  switch (expression.kind) {
    case "value":
      return expression;
    case "field":
      return { ...expression, label: names.get(expression.label) ?? expression.label };
    case "list":
      return { ...expression, items: expression.items.map(inner) };
    case "not":
      return { ...expression, inner: inner(expression.inner) };
    default:
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
  }
}

/** @returns text that parses to the same expression. */
export function contractText(expression: Expression): string {
  switch (expression.kind) {
    case "value":
      return typeof expression.value === "string" && expression.value.includes('"')
        ? `'${expression.value}'`
        : JSON.stringify(expression.value);
    case "field":
      return [expression.label, ...expression.path].join(".");
    case "list":
      return `[${expression.items.map(contractText).join(", ")}]`;
    case "not":
      return `(not ${contractText(expression.inner)})`;
    case "compare":
      return `(${contractText(expression.left)} ${expression.by} ${contractText(expression.right)})`;
    default:
      return `(${contractText(expression.left)} ${expression.kind} ${contractText(expression.right)})`;
  }
}

/**
 * @param read the value of a field; it may throw.
 * @throws ContractError when values of different types are ordered, or what should be true or false is not.
 */
export function holds(expression: Expression, read: (label: string, path: readonly string[]) => Plain): boolean {
  const computed = (part: Expression): Plain => {
    if (part.kind === "value") return part.value;
    if (part.kind === "field") return read(part.label, part.path);
    return part.kind === "list" ? part.items.map(computed) : truthOf(part);
  };
  const truthOf = (part: Expression): boolean => {
    if (part.kind === "and") return truthOf(part.left) && truthOf(part.right);
    if (part.kind === "or") return truthOf(part.left) || truthOf(part.right);
    if (part.kind === "not") return !truthOf(part.inner);
    if (part.kind === "compare") return compare(part.by, computed(part.left), computed(part.right));
    const value = computed(part);
    if (typeof value === "boolean") return value;
    throw new ContractError(`${JSON.stringify(value)} is neither true nor false`);
  };
  return truthOf(expression);
}

function compare(by: Comparison, left: Plain, right: Plain): boolean {
  const equal = (one: Plain, other: Plain) => JSON.stringify(one) === JSON.stringify(other);
  if (by === "==") return equal(left, right);
  if (by === "!=") return !equal(left, right);
  if (by === "in" || by === "not in") {
    if (!Array.isArray(right)) throw new ContractError(`"${by}" needs a list on its right`);
    return right.some((item) => equal(item, left)) === (by === "in");
  }
  const ordered =
    (typeof left === "number" && typeof right === "number") || (typeof left === "string" && typeof right === "string");
  if (!ordered) throw new ContractError(`${JSON.stringify(left)} ${by} ${JSON.stringify(right)} has no meaning`);
  if (by === "<") return left < right;
  if (by === "<=") return left <= right;
  return by === ">" ? left > right : left >= right;
}
