/** Filtering and ordering a night. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { filterNight, orderNight, readFilter, readOrder, writeOrder } from "./night-filter.ts";
import { sampleExposure } from "./sample-exposure.ts";

const night = [
  sampleExposure(4, { header: { band: "r", target: "M42 east" }, metrics: { psf_fwhm: 0.9 }, state: "complete" }),
  sampleExposure(3, { header: { band: "i", target: "M42 west" }, metrics: { psf_fwhm: null }, state: "failed" }),
  sampleExposure(2, { header: { band: "r", target: "NGC 253" }, metrics: { psf_fwhm: 0.7 }, state: "complete" }),
  sampleExposure(1),
];
const filterOf = (query: string) => {
  const words = new URLSearchParams(query);
  return readFilter((name) => words.get(name));
};
const seqs = (exposures: readonly { seqNum: number }[]) => exposures.map(({ seqNum }) => seqNum);

test("every part of a filter must fit, any word of a part may", () => {
  expect(seqs(filterNight(night, filterOf("band=r,i&state=complete")))).toEqual([4, 2]);
  expect(seqs(filterNight(night, filterOf("q=m42+west")))).toEqual([3]);
  expect(seqs(filterNight(night, filterOf("band=g")))).toEqual([]);
});

test("no filter hands back the very night", () => {
  expect(filterNight(night, filterOf(""))).toBe(night);
});

test("missing values stand last in both directions, ties newest first", () => {
  expect(seqs(orderNight(night, readOrder("psf_fwhm")))).toEqual([2, 4, 3, 1]);
  expect(seqs(orderNight(night, readOrder("-psf_fwhm")))).toEqual([4, 2, 3, 1]);
});

test("an order survives the address, and nonsense is the usual order", () => {
  for (const word of ["psf_fwhm", "-sky_bg", "seq"]) expect(writeOrder(readOrder(word))).toBe(word);
  expect(writeOrder(readOrder("<script>"))).toBeNull();
  expect(writeOrder(readOrder(null))).toBeNull();
});

test("sorting is an ordering whatever is missing (RubinTV's is not)", () => {
  const values = fc.array(fc.option(fc.integer({ min: -5, max: 5 }), { nil: null }), { maxLength: 40 });
  fc.assert(
    fc.property(values, (list) => {
      const exposures = list.map((value, at) => sampleExposure(at + 1, { metrics: { sky_bg: value } }));
      const sorted = orderNight(exposures, { key: "sky_bg", descending: false }).map(
        (each) => each.metrics["sky_bg"] ?? null,
      );
      const present = sorted.filter((value) => value !== null);
      expect(present).toEqual([...present].sort((a, b) => a - b));
      expect(sorted.slice(present.length).every((value) => value === null)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
