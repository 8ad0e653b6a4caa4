import { expect, test } from "vitest";
import { headerOf } from "#analysis/fits/header.ts";
import { headerWords } from "#contracts/camera.ts";
import type { CameraFacts } from "#contracts/job.ts";
import { headerFactsOf, nightPlaceOf, pixelScaleOf } from "./header-facts.ts";

const facts: CameraFacts = {
  pixelScaleArcsec: null,
  saturationAdu: null,
  timeScale: "UTC",
  headerWords: headerWords.parse({}),
};
const header = (...lines: string[]) => headerOf(lines.map((line) => line.padEnd(80)));

test("a frame whose DATE-OBS is local time and whose UT-OBS is right", () => {
  const own = header(
    "DATE-OBS= '2017-12-19T18:33:43.317-0700'",
    "UT-OBS  = '2017-12-20T01:33:43.317-0000'",
    "OBJECT  = 'HATP-32 '",
    "EXPTIME = 060.00",
    "RA      =  31.312099",
    "DEC     =  46.769087",
    "TELALT  = +62.592",
    "FILTER  = 'Clear   '",
    "IM_SCALE= 5.210",
  );
  expect(headerFactsOf([own], facts)).toEqual({
    exposureTimeS: 60,
    imageType: null,
    band: null,
    physicalFilter: "Clear",
    obsStartUtc: "2017-12-20T01:33:43.317Z",
    airmass: null,
    target: "HATP-32",
    program: null,
    observationReason: null,
    raDeg: 31.312099,
    decDeg: 46.769087,
    altitudeDeg: 62.592,
    azimuthDeg: null,
  });
  expect(pixelScaleOf([own], facts)).toBe(5.21);
});

test("a raw with its words in the primary header, in TAI", () => {
  const amplifier = header("EXTNAME = 'Segment10'");
  const primary = header(
    "TIMESYS = 'TAI     '",
    "DATE-BEG= '2025-04-23T04:07:10.703'",
    "IMGTYPE = 'SKYEXP  '",
    "DAYOBS  = '20250422'",
    "SEQNUM  =                  250",
    "FILTBAND= 'r       '",
  );
  const found = headerFactsOf([amplifier, primary], facts);
  expect([found.obsStartUtc, found.imageType, found.band]).toEqual(["2025-04-23T04:06:33.703Z", "science", "r"]);
  expect(nightPlaceOf([amplifier, primary], facts)).toEqual({ dayObs: 20250422, seqNum: 250 });
});

test("the camera's time scale holds where the header has none", () => {
  const own = header("DATE-OBS= '2025-04-23T04:07:10.703'");
  expect(headerFactsOf([own], { ...facts, timeScale: "TAI" }).obsStartUtc).toBe("2025-04-23T04:06:33.703Z");
});

test("a day and a time of day in two words", () => {
  expect(headerFactsOf([header("DATE-OBS= '26/07/102'", "UT      = '19:36:37'")], facts).obsStartUtc).toBe(
    "2002-07-26T19:36:37.000Z",
  );
  expect(headerFactsOf([header("DATE-OBS= '2005-10-21'")], facts).obsStartUtc).toBe("2005-10-21");
});

test("sexagesimal coordinates: hours of right ascension, degrees of declination", () => {
  const found = headerFactsOf([header("RA      = '19:09:17.959'", "DEC     = '-00:30:00'")], facts);
  expect(found.raDeg).toBeCloseTo(287.3248292, 6);
  expect(found.decDeg).toBeCloseTo(-0.5, 9);
});

test("placeholders and nonsense are null", () => {
  const own = header(
    "RA      = 'Not available'",
    "DEC     =                 -123",
    "EXPTIME =                   -1",
    "AIRMASS =                    0",
    "OBJECT  = 'N/A'",
    "DAYOBS  = '20251399'",
    "SEQNUM  =                    0",
  );
  const found = headerFactsOf([own], facts);
  expect([found.raDeg, found.decDeg, found.exposureTimeS, found.airmass, found.target]).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(nightPlaceOf([own], facts)).toEqual({ dayObs: null, seqNum: null });
});

test("the pixel scale: header, camera, WCS, unknown", () => {
  const wcs = header("CTYPE1  = 'RA---TAN'", "CD1_1   = -7.5E-5", "CD1_2   = 0.0", "CD2_1   = 0.0", "CD2_2   = 7.5E-5");
  expect(pixelScaleOf([wcs], { ...facts, pixelScaleArcsec: 0.2 })).toBe(0.2);
  expect(pixelScaleOf([wcs], facts)).toBeCloseTo(0.27, 9);
  expect(pixelScaleOf([header("CTYPE1  = 'LINEAR'", "CDELT1  = 1.0", "CDELT2  = 1.0")], facts)).toBeNull();
});
