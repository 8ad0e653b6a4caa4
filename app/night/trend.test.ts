/** Trends of the big values. */
import { expect, test } from "vitest";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import { recentValues, trendOf } from "./trend.ts";

const r = (seqNum: number, fwhm: number | null) =>
  sampleExposure(seqNum, { header: { band: "r" }, metrics: { psf_fwhm: fwhm } });
const i = (seqNum: number, fwhm: number) =>
  sampleExposure(seqNum, { header: { band: "i" }, metrics: { psf_fwhm: fwhm } });

test("a value is held against the median of its own band's earlier ones", () => {
  const night = [r(9, 1), i(8, 50), r(7, 0.8), r(6, null), r(5, 0.9), r(4, 0.7)];
  const newest = night[0] as ReturnType<typeof r>;
  const trend = trendOf(night, newest, "psf_fwhm");
  expect(trend?.n).toBe(3);
  expect(trend?.difference).toBeCloseTo(0.2, 10);
});

test("too little to compare with says nothing", () => {
  const night = [r(3, 1), r(2, 0.8), r(1, 0.9)];
  expect(trendOf(night, night[0] as ReturnType<typeof r>, "psf_fwhm")).toBeNull();
  expect(trendOf(night, r(4, null), "psf_fwhm")).toBeNull();
});

test("recent values run in time and skip what is missing", () => {
  expect(recentValues([r(4, 4), r(3, null), r(2, 2), r(1, 1)], "psf_fwhm", 2)).toEqual([2, 4]);
});
