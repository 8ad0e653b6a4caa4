import { expect, test } from "vitest";
import { genericCamera } from "./generic-camera.ts";

test("a generic camera has one detector and assumes no scale, saturation or raft", () => {
  expect(genericCamera("HAT-P-32")).toMatchObject({
    name: "HAT-P-32",
    title: "HAT-P-32",
    obsIdCode: null,
    pixelScaleArcsec: null,
    saturationAdu: null,
    timeScale: "UTC",
    images: null,
    detectors: [{ id: 0, name: "main", kind: "raw", purpose: "science", x: 0, y: 0 }],
  });
});

test("a name that is not safe in URLs and keys is refused", () => {
  expect(() => genericCamera("../etc")).toThrow();
  expect(() => genericCamera("")).toThrow();
});

/** Words of real headers: what each observatory calls the fact. */
const realWords = [
  { of: "MicroObservatory", obsStart: "UT-OBS", pixelScaleArcsec: "IM_SCALE", altitudeDeg: "TELALT" },
  {
    of: "DECam",
    obsStart: "DATE-OBS",
    pixelScaleArcsec: "PIXSCAL1",
    imageType: "OBSTYPE",
    band: "BAND",
    program: "PROPID",
  },
  { of: "LCO", obsStart: "DATE-OBS", pixelScaleArcsec: "PIXSCALE", altitudeDeg: "ALTITUDE", saturationAdu: "SATURATE" },
  { of: "Mosaic-3", obsStart: "DATE-OBS", altitudeDeg: "ALT", azimuthDeg: "AZ", physicalFilter: "FILTER" },
  { of: "SBIG", imageType: "IMAGETYP", exposureTimeS: "EXPTIME", raDeg: "RA" },
  { of: "Ekos", altitudeDeg: "OBJCTALT", azimuthDeg: "OBJCTAZ", airmass: "AIRMASS" },
];

test.each(realWords)("knows the words of $of", ({ of: _, ...words }) => {
  const known = genericCamera("any").headerWords;
  for (const [fact, word] of Object.entries(words)) expect(known[fact as keyof typeof known]).toContain(word);
});

test("UT-OBS is tried before DATE-OBS, which MicroObservatory writes in local time", () => {
  const { obsStart } = genericCamera("any").headerWords;
  expect(obsStart.indexOf("UT-OBS")).toBeLessThan(obsStart.indexOf("DATE-OBS"));
});
