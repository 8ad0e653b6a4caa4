import { expect, test } from "vitest";
import { parseCard } from "./card.ts";

const parse = (line: string) => parseCard(line.padEnd(80));

test.each([
  ["NAXIS1  =                  650 / width", { keyword: "NAXIS1", value: 650, comment: "width" }],
  ["EXPTIME = 060.00 / Exposure time", { keyword: "EXPTIME", value: 60, comment: "Exposure time" }],
  ["TELALT  = +62.592", { keyword: "TELALT", value: 62.592, comment: "" }],
  ["BIG     = 1.5D-3", { keyword: "BIG", value: 0.0015, comment: "" }],
  ["SIMPLE  =                    T", { keyword: "SIMPLE", value: true, comment: "" }],
  ["OBJECT  = 'O''Hara / x'       / it's", { keyword: "OBJECT", value: "O'Hara / x", comment: "it's" }],
  ["EMPTY   = ''", { keyword: "EMPTY", value: "", comment: "" }],
  ["UNDEF   =                      / none", { keyword: "UNDEF", value: null, comment: "none" }],
  ["COMMENT = not a value", { keyword: "COMMENT", value: null, comment: "= not a value" }],
  ["HISTORY made by hand", { keyword: "HISTORY", value: null, comment: "made by hand" }],
  ["HIERARCH ESO DET  NAME = 'hawaii' / chip", { keyword: "ESO DET NAME", value: "hawaii", comment: "chip" }],
  ["CONTINUE  'more&' / c", { keyword: "CONTINUE", value: "more&", comment: "c" }],
])("%s", (line, expected) => {
  expect(parse(line)).toEqual(expected);
});

test.each([
  ["OBSERVER=                         Mabula Haverkamp", "Mabula Haverkamp", "without quotes"],
  ["OBJECT  = 'never closed", "never closed", "no closing quote"],
  ["exptime = 3.5", 3.5, "illegal keyword"],
  ["HUGE    = 1E999", "1E999", "too large"],
  ["OBJECT  = 'caf\u00e9'", "caf\u00e9", "not printable ASCII"],
])("a flawed card is read as well as it can be: %s", (line, value, flaw) => {
  const card = parse(line);
  expect(card.value).toBe(value);
  expect(card.flaw).toContain(flaw);
});
