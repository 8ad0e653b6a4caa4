/** The query language: what it means, what it says when it is wrong, and laws that hold for every query. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { completeQuery } from "./complete-query.ts";
import { editDistance, nearestNames } from "./nearest.ts";
import { parseQuery } from "./parse-query.ts";
import type { Query, QueryColumn } from "./query.ts";
import { type QueryRow, satisfies, truthOf } from "./run-query.ts";
import { tokenize } from "./tokens.ts";
import { clauseOf, withClause, writeQuery } from "./write-query.ts";

const column = (key: string, type: QueryColumn["type"], unit = "", aliases: string[] = []): QueryColumn => {
  return { key, label: key, type, unit, aliases };
};
const columns = [
  column("band", "text"),
  column("target", "text"),
  column("psf_fwhm", "number", "arcsec", ["fwhm", "psf"]),
  column("psf_fwhm_max", "number", "arcsec"),
  column("sky_bg", "number", "count", ["sky"]),
  column("time", "time"),
];
type Values = Record<string, number | string | null>;
const row = (values: Values, level: Record<string, "warn" | "error" | "within"> = {}): QueryRow => ({
  value: (key) => values[key] ?? null,
  isTime: (key) => key === "time",
  level: (key) => level[key] ?? "no-limit",
  text: () => String(values["target"] ?? "").toLowerCase(),
  dayObs: 20261121,
});
const read = (text: string): Query => {
  const parsed = parseQuery(text, columns);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.query;
};
const holds = (text: string, values: Values): boolean => satisfies(read(text), row(values));
const problem = (text: string) => {
  const parsed = parseQuery(text, columns);
  if (parsed.ok) throw new Error(`${text} is right`);
  const { from, to, message, suggestions } = parsed.problem;
  return { part: text.slice(from, to), message, suggestions };
};

test("the query of the handbook", () => {
  const text = "band in (r,i) and fwhm > 1.2 and not psf is null";
  expect(holds(text, { band: "r", psf_fwhm: 1.3 })).toBe(true);
  expect(holds(text, { band: "I", psf_fwhm: 1.3 })).toBe(true);
  expect(holds(text, { band: "g", psf_fwhm: 1.3 })).toBe(false);
  expect(holds(text, { band: "r", psf_fwhm: 1.2 })).toBe(false);
  expect(holds(text, { band: "r" })).toBe(false);
});

test.each<[string, Values, boolean]>([
  ["", {}, true],
  ["psf_fwhm >= 1.2", { psf_fwhm: 1.2 }, true],
  ["fwhm between 1 and 2", { psf_fwhm: 2 }, true],
  ["fwhm not between 1 and 2", { psf_fwhm: 2.1 }, true],
  ["fwhm > 1.2 arcsec", { psf_fwhm: 1.3 }, true],
  ["fwhm > 1.2arcsec", { psf_fwhm: 1.3 }, true],
  ["psf_fwhm_max > fwhm", { psf_fwhm: 1, psf_fwhm_max: 2 }, true],
  ["band not in (r i)", { band: "g" }, true],
  ["band not in (r i)", {}, false],
  ["not fwhm > 1", {}, false],
  ["not fwhm > 1", { psf_fwhm: 1 }, true],
  ["fwhm is null or fwhm > 2", {}, true],
  ["fwhm is known", { psf_fwhm: 1 }, true],
  ["band = r or band = i and sky > 5", { band: "r", sky_bg: 1 }, true],
  ["(band = r or band = i) and sky > 5", { band: "r", sky_bg: 1 }, false],
  ["target ~ 'M 42'", { target: "the m 42 east" }, true],
  ['target = "say ""hi"""', { target: 'say "hi"' }, true],
  ["m42 west", { target: "M42 (west)" }, true],
  ["m42 and not west", { target: "M42 west" }, false],
  ['"$$"', { target: "a $$ b" }, true],
  ['"$$"', { target: "a $ b" }, false],
  ["HATP-32", { target: "HATP-32" }, true],
  ["412", { target: "2026-412" }, true],
  ["sky = 1e3", { sky_bg: 1000 }, true],
  ["sky < -2.5", { sky_bg: -3 }, true],
  ["time > 04:30", { time: Date.UTC(2026, 10, 22, 4, 31) }, true],
  ["time > 04:30", { time: Date.UTC(2026, 10, 22, 4, 30, 59) }, false],
  ["time <= 04:30", { time: Date.UTC(2026, 10, 22, 4, 30, 59) }, true],
  ["time = 04:30", { time: Date.UTC(2026, 10, 22, 4, 30, 59) }, true],
  ["time < 23:00", { time: Date.UTC(2026, 10, 21, 22) }, true],
  ["time < 23:00", { time: Date.UTC(2026, 10, 22, 0) }, false],
  ["time > 2026-11-22T00:00", { time: Date.UTC(2026, 10, 22, 1) }, true],
])("%s on %j is %s", (text, values, expected) => {
  expect(holds(text, values)).toBe(expected);
});

test("limits can be asked for; a value without a limit is neither", () => {
  const warned = row({ psf_fwhm: 3 }, { psf_fwhm: "warn" });
  expect(satisfies(read("fwhm is warning"), warned)).toBe(true);
  expect(satisfies(read("fwhm is not ok"), warned)).toBe(true);
  expect(satisfies(read("fwhm is bad"), warned)).toBe(false);
  expect(satisfies(read("not sky is error"), warned)).toBe(false);
});

test.each([
  ["fwmh > 1.2", "fwmh", /no column fwmh/, ["fwhm"]],
  ["band > r", ">", /band is text/, ["=", "~"]],
  ["fwhm >", "", /value is expected after >/, []],
  ["fwhm > big", "big", /psf_fwhm is a number in arcsec/, []],
  ["fwhm > 2 count", "count", /in arcsec, not count/, ["arcsec"]],
  ["fwhm > 2px", "2px", /in arcsec, not px/, ["2"]],
  ["band in r", "r", /list in brackets/, ["in ("]],
  ["band in (r, i", "(", /not closed/, [")"]],
  ["(band = r", "(", /bracket is not closed/, [")"]],
  ["band = r)", ")", /closes nothing/, [""]],
  ["sky", "sky", /is a column/, ["sky > ", '"sky"']],
  ["fwhm is good", "good", /null, ok, warning or error/, ["null", "ok", "warning", "error"]],
  ["band = r and", "", /missing at the end/, []],
  ["and band = r", "and", /missing before and/, []],
  ["target = 'M42", "'M42", /quote is not closed/, ['"M42"']],
  ["time > noon", "noon", /04:30/, ["04:30"]],
  ["sky ~ 3", "~", /no text/, ["=", ">", "<"]],
  ["fwhm < band", "band", /cannot be compared with band/, []],
])("%s is wrong at %j", (text, part, message, suggestions) => {
  expect(problem(text)).toEqual({ part, message: expect.stringMatching(message), suggestions });
});

const textValue = fc.string({ minLength: 1, maxLength: 6 });
const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => Number(value.toPrecision(6)) + 0);
const numberColumn = fc.constantFrom("psf_fwhm", "psf_fwhm_max", "sky_bg");
const leaf: fc.Arbitrary<Query> = fc.oneof(
  fc.record({
    kind: fc.constant("compare" as const),
    column: numberColumn,
    by: fc.constantFrom("=" as const, "!=" as const, "<" as const, "<=" as const, ">" as const, ">=" as const),
    with: fc.oneof(
      number.map((value) => ({ value })),
      numberColumn.map((other) => ({ column: other })),
    ),
  }),
  fc.record({
    kind: fc.constant("in" as const),
    column: fc.constant("band"),
    values: fc.array(textValue, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant("between" as const), column: numberColumn, from: number, to: number }),
  fc.record({ kind: fc.constant("contains" as const), column: fc.constant("target"), text: textValue }),
  fc.record({ kind: fc.constant("missing" as const), column: numberColumn }),
  fc.record({
    kind: fc.constant("level" as const),
    column: numberColumn,
    level: fc.constantFrom("ok" as const, "warning" as const, "error" as const),
  }),
  fc.record({ kind: fc.constant("word" as const), text: textValue }),
);
const anyQuery = fc.letrec<{ query: Query }>((tie) => {
  const many = fc.array(tie("query"), { minLength: 2, maxLength: 3 });
  return {
    query: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.record({ kind: fc.constant("all" as const), of: many }),
      fc.record({ kind: fc.constant("any" as const), of: many }),
      fc.record({ kind: fc.constant("not" as const), of: tie("query") }),
    ),
  };
}).query;
const anyRow = fc
  .record({
    psf_fwhm: fc.option(number),
    psf_fwhm_max: fc.option(number),
    sky_bg: fc.option(number),
    band: fc.option(textValue),
    target: fc.option(textValue),
  })
  .map((values) => row(values));

test("what is written is read again as the same query", () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      expect(read(writeQuery(query))).toEqual(query);
    }),
  );
});

test("De Morgan's laws and double negation hold, with unknowns too", () => {
  fc.assert(
    fc.property(anyQuery, anyQuery, anyRow, (a, b, on) => {
      const no = (of: Query): Query => ({ kind: "not", of });
      expect(truthOf(no({ kind: "all", of: [a, b] }), on)).toBe(truthOf({ kind: "any", of: [no(a), no(b)] }, on));
      expect(truthOf(no({ kind: "any", of: [a, b] }), on)).toBe(truthOf({ kind: "all", of: [no(a), no(b)] }, on));
      expect(truthOf(no(no(a)), on)).toBe(truthOf(a, on));
    }),
  );
});

test("a missing value satisfies no comparison and no negation of one", () => {
  const comparison = leaf.filter(({ kind }) => !["missing", "word"].includes(kind));
  fc.assert(
    fc.property(comparison, (query) => {
      expect(satisfies(query, row({}))).toBe(false);
      expect(satisfies({ kind: "not", of: query }, row({}))).toBe(false);
    }),
  );
});

test("no text brings parser or completion down, and every problem has a place", () => {
  const words = fc.constantFrom(
    "band",
    "fwhm",
    "and",
    "or",
    "not",
    "in",
    "is",
    "(",
    ")",
    ",",
    ">",
    "=",
    "~",
    "r",
    "1.2",
    '"',
    "'",
    " ",
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(words, { maxLength: 12 }).map((list) => list.join(" ")),
  );
  fc.assert(
    fc.property(texts, fc.nat(80), (text, caret) => {
      for (const { from, to } of tokenize(text)) expect(text.slice(from, to)).not.toBe("");
      const parsed = parseQuery(text, columns);
      if (!parsed.ok) {
        expect(parsed.problem.from).toBeLessThanOrEqual(parsed.problem.to);
        expect(parsed.problem.to).toBeLessThanOrEqual(text.length);
      }
      completeQuery(text, Math.min(caret, text.length), columns, () => ["r"]);
    }),
    { numRuns: 400 },
  );
});

const offered = (text: string) =>
  completeQuery(text, text.length, columns, (key) => (key === "band" ? ["i", "r"] : ["M 42"])).options.map(
    ({ insert }) => insert,
  );

test("completion offers what may come next", () => {
  expect(offered("")).toContain("psf_fwhm ");
  expect(offered("psf")).toEqual(["psf_fwhm ", "psf_fwhm_max "]);
  expect(offered("fwhm ")).toContain("> ");
  expect(offered("band ")).toEqual(["= ", "!= ", "in (", "~ ", "is null", "is not null"]);
  expect(offered("band = ")).toEqual(["i", "r"]);
  expect(offered("target = m")).toEqual(['"M 42"']);
  expect(offered("band in (")).toEqual(["i", "r"]);
  expect(offered("band in (r")).toEqual([]);
  expect(offered("band in (r, ")).toEqual(["i", "r"]);
  expect(offered("band = r ")).toEqual(["and ", "or "]);
  expect(offered("band = r a")).toEqual(["and "]);
  expect(offered("band = r and not ")).toContain("sky_bg ");
  expect(offered("fwhm is w")).toEqual(["warning"]);
});

test("the clause of a column can be taken out, changed and put in", () => {
  const text = "band in (r, i) and fwhm > 1 and (sky > 3 or fwhm < 2)";
  expect(clauseOf(read(text), "psf_fwhm")).toBe("psf_fwhm > 1");
  expect(withClause(text, "psf_fwhm", "fwhm < 3", columns)).toBe(
    "band in (r, i) and (sky_bg > 3 or psf_fwhm < 2) and psf_fwhm < 3",
  );
  expect(withClause(text, "band", "", columns)).toBe("psf_fwhm > 1 and (sky_bg > 3 or psf_fwhm < 2)");
  expect(withClause("", "band", "band = r", columns)).toBe("band = r");
  expect(withClause("band = r", "band", "", columns)).toBe("");
  expect(withClause("band = (", "band", "sky > 1", columns)).toBe("band = ( and sky > 1");
});

test("nearest names", () => {
  expect(editDistance("kitten", "sitting")).toBe(3);
  expect(editDistance("fwmh", "fwhm")).toBe(1);
  expect(nearestNames("skybg", ["sky_bg", "band"])).toEqual(["sky_bg"]);
  expect(nearestNames("xyz", ["sky_bg", "band"])).toEqual([]);
});
