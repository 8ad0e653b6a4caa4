/** TAI and UTC, against what astropy.time makes of the same instants. */
import { expect, test } from "vitest";
import { taiMinusUtcMs, taiOfUtc, utcOfTai } from "./leap-seconds.ts";

/** UTC and TAI by astropy 6, `Time(utc, scale="utc").tai`. */
const byAstropy = [
  ["1972-01-01T00:00:00Z", "1972-01-01T00:00:10Z"],
  ["1980-06-01T12:00:00Z", "1980-06-01T12:00:19Z"],
  ["1998-12-31T23:59:59Z", "1999-01-01T00:00:30Z"],
  ["1999-01-01T00:00:00Z", "1999-01-01T00:00:32Z"],
  ["2016-12-31T23:59:59Z", "2017-01-01T00:00:35Z"],
  ["2017-01-01T00:00:00Z", "2017-01-01T00:00:37Z"],
  ["2026-11-22T04:00:00Z", "2026-11-22T04:00:37Z"],
] as const;

test.each(byAstropy)("%s is %s in TAI, and back", (utc, tai) => {
  expect(taiOfUtc(Date.parse(utc))).toBe(Date.parse(tai));
  expect(utcOfTai(Date.parse(tai))).toBe(Date.parse(utc));
});

test("before 1972 the first offset holds", () => {
  expect(taiMinusUtcMs(Date.parse("1960-01-01T00:00:00Z"))).toBe(10_000);
  expect(utcOfTai(Date.parse("1960-01-01T00:00:10Z"))).toBe(Date.parse("1960-01-01T00:00:00Z"));
});
