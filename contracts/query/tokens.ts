/** The words, numbers, strings and signs of a query's text, each with its place; every text has tokens. */

export interface Token {
  kind: "word" | "number" | "string" | "sign";
  /** What it says: a string without its quotes, a number without its unit. */
  text: string;
  from: number;
  /** Behind its last character. */
  to: number;
  /** A unit that is written at a number: `1.2arcsec`. */
  unit?: string;
  /** A string that has no closing quote. */
  open?: true;
}

const signs = ["!=", "<>", "<=", ">=", "==", "!~", "<", ">", "=", "~", "!", "(", ")", ","];
const wordEnds = /[\s()<>=!~,"']/;
const numberForm = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-z%⁻-]*)$/i;

/** @returns the tokens in order; spaces stand between them and are no tokens. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const first = text[at] ?? "";
    if (/\s/.test(first)) {
      at += 1;
      continue;
    }
    const token = first === '"' || first === "'" ? readString(text, at) : (readSign(text, at) ?? readWord(text, at));
    tokens.push(token);
    at = token.to;
  }
  return tokens;
}

/** A quote within a string is written twice. */
function readString(text: string, from: number): Token {
  const quote = text[from] ?? '"';
  let said = "";
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== quote) said += text[at];
    else if (text[at + 1] === quote) {
      said += quote;
      at += 1;
    } else return { kind: "string", text: said, from, to: at + 1 };
  }
  return { kind: "string", text: said, from, to: text.length, open: true };
}

function readSign(text: string, from: number): Token | null {
  const sign = signs.find((each) => text.startsWith(each, from));
  return sign === undefined ? null : { kind: "sign", text: sign, from, to: from + sign.length };
}

function readWord(text: string, from: number): Token {
  let to = from + 1;
  while (to < text.length && !wordEnds.test(text[to] ?? "")) to += 1;
  const word = text.slice(from, to);
  const number = numberForm.exec(word);
  if (!number || !Number.isFinite(Number(number[1]))) return { kind: "word", text: word, from, to };
  const token: Token = { kind: "number", text: number[1] ?? word, from, to };
  return number[2] ? { ...token, unit: number[2] } : token;
}
