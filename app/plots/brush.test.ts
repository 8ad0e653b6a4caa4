/** SPEC G3, G4: what a range on a plot selects, and the query that keeps it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { nightColumns, queryRow } from "#contracts/night-table/night-columns.ts";
import { parseQuery } from "#contracts/query/parse-query.ts";
import { satisfies } from "#contracts/query/run-query.ts";
import { withClause } from "#contracts/query/write-query.ts";
import { syntheticNight } from "../../fixtures/synthetic-night.ts";
import { brushed, seqClause, seqsWithin, spanBetween } from "./brush.ts";

const placed = [1, 2, 3, 4].map((seqNum) => ({ seqNum, x: seqNum * 10, y: -seqNum }));

test("G3: a range holds its ends, from either side", () => {
  expect(seqsWithin(placed, spanBetween(30, 20))).toEqual([2, 3]);
  expect(seqsWithin(placed, spanBetween(0, 99), spanBetween(-3, -9))).toEqual([3, 4]);
  expect(seqsWithin([], spanBetween(0, 1))).toEqual([]);
});

test("G3: a brush replaces the selection or adds to it", () => {
  expect(brushed(new Set([1]), [2], false)).toEqual(new Set([2]));
  expect(brushed(new Set([1]), [2], true)).toEqual(new Set([1, 2]));
  expect(brushed(new Set([1]), [], false)).toEqual(new Set());
});

const night = syntheticNight(60);
const columns = nightColumns({ name: "LSSTCam", pixelScaleArcsec: 0.2, limits: [] }, night.exposures);

function kept(query: string): number[] {
  const parsed = parseQuery(query, columns.all);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const { query: asked } = parsed;
  return night.exposures.filter((each) => satisfies(asked, queryRow(columns, each))).map(({ seqNum }) => seqNum);
}

test("G4: the clause of any selection keeps exactly it", () => {
  expect(seqClause(new Set())).toBe("");
  expect(seqClause(new Set([3, 4, 5, 9]))).toBe("seq between 3 and 5 or seq in (9)");
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (seqs) => {
      expect(kept(seqClause(new Set(seqs))).sort((a, b) => a - b)).toEqual([...seqs].sort((a, b) => a - b));
    }),
  );
});

test("G4: it joins the filter that stands, and takes the place of an earlier one of its kind", () => {
  const once = withClause("band in (u, g)", "seq", seqClause(new Set([3, 4, 5, 9])), columns.all);
  expect(once).toBe("band in (u, g) and (seq between 3 and 5 or seq in (9))");
  expect(withClause(once, "seq", seqClause(new Set([4])), columns.all)).toBe("band in (u, g) and seq in (4)");
});
