/** A night in RubinTV's shape. */
import { expect, test } from "vitest";
import { exposureSummary } from "#contracts/exposure.ts";
import { metricLimit } from "#contracts/limits.ts";
import { nightColumns } from "#contracts/night-table/night-columns.ts";
import { rubinTvMetadata } from "./rubintv-metadata.ts";

const header = {
  exposureTimeS: 30,
  imageType: "science",
  band: "r",
  physicalFilter: "r_57",
  obsStartUtc: "2026-11-22T04:00:00Z",
  airmass: 1.1,
  target: null,
  program: "BLOCK-1",
  observationReason: null,
  raDeg: 10,
  decDeg: -30,
  altitudeDeg: 65.5,
  azimuthDeg: 120,
};
const identity = { v: 1, camera: "LSSTCam", dayObs: 20261121, obsId: null, state: "complete" };
const counts = { expected: 1, done: 1, failed: 0, revision: 1, aggregates: {}, preview: null, error: null };
const instants = { firstEventAtMs: null, updatedAtMs: 0, completedAtMs: null };
const exposure = (seqNum: number, parts: object) =>
  exposureSummary.parse({ ...identity, ...counts, ...instants, exposureId: 2026112100000 + seqNum, seqNum, ...parts });
const limit = { agreedOn: "2026-11-22", reason: "a test", metric: "psf_fwhm", warnAbove: 1, errorAbove: 2 };
const { cameras: _, ...own } = metricLimit.parse((({ metric, ...rest }) => rest)(limit));
const night = [
  exposure(12, { header, metrics: { psf_fwhm: 1.5, sky_bg: null } }),
  exposure(3, { header: null, metrics: { psf_fwhm: 2.5 } }),
];
const columns = nightColumns(
  { name: "LSSTCam", pixelScaleArcsec: 0.2, limits: [{ ...own, metric: "psf_fwhm" }] },
  night,
);

test("sequence numbers without zeros, RubinTV's names, TAI, and the classes of cells", () => {
  const answer = rubinTvMetadata(night, columns);
  expect(Object.keys(answer)).toEqual(["3", "12"]);
  expect(answer["12"]).toMatchObject({
    "Exposure time": 30,
    "Image type": "science",
    Filter: "r_57",
    _Filter: "r_color",
    Target: null,
    "Zenith Angle": 24.5,
    "Date begin": "2026-11-22T04:00:37.000",
    "PSF FWHM (median)": 1.5,
    "_PSF FWHM (median)": "warning",
    psf_fwhm: 1.5,
    _psf_fwhm: "warning",
    sky_bg: null,
  });
  expect(answer["3"]).toEqual({
    "PSF FWHM (median)": 2.5,
    "_PSF FWHM (median)": "bad",
    "PostISR pixel median": null,
    psf_fwhm: 2.5,
    _psf_fwhm: "bad",
  });
});
