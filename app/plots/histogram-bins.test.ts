/** SPEC G6: bins. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { binValues, seqsOfBins } from "./histogram-bins.ts";

const valued = (values: readonly number[]) => values.map((value, at) => ({ seqNum: at + 1, value }));

test("G6: edges are round, and each value is in the bin that holds it", () => {
  // Quartiles 3 and 8 of 1…10 (nearest rank): 2 × 5 / ∛10 = 4.64, rounded up to 5.
  const { bins } = binValues(valued([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  expect(bins).toEqual([
    { from: 0, to: 5, seqs: [1, 2, 3, 4] },
    { from: 5, to: 10, seqs: [5, 6, 7, 8, 9, 10] },
  ]);
  expect(seqsOfBins(bins, 1, 0)).toHaveLength(10);
  expect(seqsOfBins(bins, 0, 0)).toEqual([1, 2, 3, 4]);
});

test("G6: none, one, and all the same", () => {
  expect(binValues([])).toEqual({ bins: [], below: [], above: [] });
  for (const values of [[7], [0], [-3, -3, -3]]) {
    const { bins } = binValues(valued(values));
    expect(bins).toHaveLength(1);
    expect(bins[0]?.seqs).toHaveLength(values.length);
  }
});

test("G6: what lies far out is counted beside the bins", () => {
  const { bins, above, below } = binValues(valued([...Array.from({ length: 50 }, (_, at) => at % 10), 1e6]));
  expect(above).toEqual([51]);
  expect(below).toEqual([]);
  expect(bins.length).toBeLessThan(20);
});

test("G6: every exposure is counted once, in a bin that holds its value", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
      const { bins, below, above } = binValues(valued(values));
      const all = [...bins.flatMap(({ seqs }) => seqs), ...below, ...above];
      expect(all.sort((a, b) => a - b)).toEqual(values.map((_, at) => at + 1));
      expect(bins.length).toBeLessThanOrEqual(62);
      for (const { from, to, seqs } of bins) {
        const slack = (to - from) * 1e-6;
        for (const seq of seqs) {
          const value = values[seq - 1] ?? Number.NaN;
          expect(value >= from - slack && value <= to + slack).toBe(true);
        }
      }
    }),
  );
});
