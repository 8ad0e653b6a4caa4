/** One 80-character header card: keyword, value and comment, or what is wrong with it. */

/** A value as it stands in a header; null is a card without a value (COMMENT, HISTORY, an undefined value). */
export type CardValue = string | number | boolean | null;

export interface FitsCard {
  /** Upper case; for HIERARCH cards the words without `HIERARCH`, for example `ESO DET NAME`. */
  readonly keyword: string;
  readonly value: CardValue;
  readonly comment: string;
  /** What the standard does not allow in this card; the value is then the best reading. Absent on a good card. */
  readonly flaw?: string;
}

const numberForm = /^[+-]?(\d+\.?\d*|\.\d+)([EeDd][+-]?\d+)?$/;
const commentary = new Set(["COMMENT", "HISTORY", ""]);

/** @returns the card in 80 characters. Never throws: a card that breaks the rules carries `flaw`. */
export function parseCard(line: string): FitsCard {
  const keyword = line.slice(0, 8).trimEnd();
  const illegal = /[^\x20-\x7e]/.test(line) ? { flaw: "has characters that are not printable ASCII" } : {};
  if (keyword === "HIERARCH") return { ...parseHierarch(line), ...illegal };
  if (keyword === "CONTINUE") return { keyword, ...parseValue(line.slice(8)), ...illegal };
  if (commentary.has(keyword) || line.slice(8, 10) !== "= ") {
    // Many writers leave out the blank after "="; a bare keyword without "=" is commentary by the standard.
    if (line[8] === "=" && !commentary.has(keyword)) {
      return { keyword: keyword.toUpperCase(), ...parseValue(line.slice(9)), ...illegal };
    }
    return { keyword: keyword.toUpperCase(), value: null, comment: line.slice(8).trim(), ...illegal };
  }
  const flaw = /^[A-Z0-9_-]+$/.test(keyword) ? {} : { flaw: `has the illegal keyword "${keyword}"` };
  return { keyword: keyword.toUpperCase(), ...parseValue(line.slice(10)), ...flaw, ...illegal };
}

function parseHierarch(line: string): FitsCard {
  const equals = line.indexOf("=");
  if (equals < 0) return { keyword: "HIERARCH", value: null, comment: line.slice(8).trim() };
  const keyword = line.slice(8, equals).trim().replace(/\s+/g, " ").toUpperCase();
  return { keyword, ...parseValue(line.slice(equals + 1)) };
}

/** Value and comment of the text after "= ". */
function parseValue(field: string): Omit<FitsCard, "keyword"> {
  const text = field.trimStart();
  if (text.startsWith("'")) return parseQuoted(text);
  const slash = text.indexOf("/");
  const bare = (slash < 0 ? text : text.slice(0, slash)).trim();
  const comment = slash < 0 ? "" : text.slice(slash + 1).trim();
  if (bare === "") return { value: null, comment };
  if (bare === "T" || bare === "F") return { value: bare === "T", comment };
  if (numberForm.test(bare)) {
    const value = Number(bare.replace(/[dD]/, "E"));
    if (Number.isFinite(value)) return { value, comment };
    return { value: bare, comment, flaw: `has the number ${bare}, which is too large` };
  }
  if (/^\(.*\)$/.test(bare)) return { value: bare, comment };
  return { value: bare, comment, flaw: `has the text ${JSON.stringify(bare)} without quotes` };
}

function parseQuoted(text: string): Omit<FitsCard, "keyword"> {
  let value = "";
  let at = 1;
  for (;;) {
    const quote = text.indexOf("'", at);
    if (quote < 0) return { value: (value + text.slice(at)).trimEnd(), comment: "", flaw: "has no closing quote" };
    value += text.slice(at, quote);
    at = quote + 1;
    if (text[at] !== "'") break;
    value += "'";
    at += 1;
  }
  const slash = text.indexOf("/", at);
  const comment = slash < 0 ? "" : text.slice(slash + 1).trim();
  return { value: value.trimEnd(), comment };
}
