/** Filters of one column. */
import { expect, test } from "vitest";
import type { QueryColumn } from "#contracts/query/query.ts";
import { clauseFor, filterOf, noFilter } from "./column-clause.ts";

const column = (key: string, type: QueryColumn["type"]): QueryColumn => ({
  key,
  label: key,
  aliases: [],
  type,
  unit: "",
});
const columns = [column("band", "text"), column("sky_bg", "number")];

test("a form makes a clause", () => {
  expect(clauseFor({ key: "sky_bg" }, { ...noFilter, from: "1", to: " 2.5" })).toBe("sky_bg >= 1 and sky_bg <= 2.5");
  expect(clauseFor({ key: "band" }, { ...noFilter, values: ["r", "a b"] })).toBe('band in (r, "a b")');
  expect(clauseFor({ key: "band" }, { ...noFilter, isNull: "known" })).toBe("band is not null");
  expect(clauseFor({ key: "band" }, noFilter)).toBe("");
});

test("a form shows what the query says of its column, and nothing of others", () => {
  const text = "band in (r, i) and sky_bg > 1 and sky_bg <= 3 and not sky_bg is null";
  expect(filterOf(text, "sky_bg", columns)).toEqual({ from: "1", to: "3", values: [], isNull: "known" });
  expect(filterOf(text, "band", columns)).toEqual({ ...noFilter, values: ["r", "i"] });
  expect(filterOf("sky_bg >", "sky_bg", columns)).toEqual(noFilter);
});
