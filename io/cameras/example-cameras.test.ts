/** Cameras that were added with data alone: their files, held against the real headers that they were tried with. */
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { headerFactsOf } from "#workers/pixels/header-facts.ts";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { chooseCamera } from "../../scripts/replay/choose-camera.ts";
import { cameraNamesIn, imageFactsOf, readImageHeaders } from "../../scripts/replay/read-image-facts.ts";
import { loadCameras } from "./load-cameras.ts";

const folder = fileURLToPath(new URL("../../examples/cameras", import.meta.url));
const cameras = await loadCameras(folder);

test("every example is a camera, and its detectors do not share a place", () => {
  expect(cameras.map(({ name, detectors }) => `${name} ${detectors.length}`)).toEqual([
    "Cecilia 1",
    "DECam 62",
    "Mosaic3 4",
  ]);
  for (const { detectors } of cameras) {
    expect(new Set(detectors.map(({ x, y }) => `${x} ${y}`)).size).toBe(detectors.length);
  }
});

/** As the headers say them; read with astropy, or by eye. */
const tried = [
  {
    file: "stars/c4d_171113_060340_ooi_r_ls9.N6.fits",
    camera: "DECam",
    detector: "N6",
    id: 37,
    facts: {
      imageType: "science",
      band: "r",
      program: "2014B-0404",
      target: "DECaLS_26467_r",
      exposureTimeS: 45,
      airmass: 1.87,
    },
    obsStartUtc: "2017-11-13T06:03:40.037Z",
  },
  {
    file: "stars/k4m_160319_075112_ooi_zd_ls9.CCD3.fits",
    camera: "Mosaic3",
    detector: "CCD3",
    id: 3,
    facts: {
      imageType: "science",
      band: "z",
      program: "2016A-0453",
      target: "MzLS_684979_z",
      exposureTimeS: 80.104,
      airmass: 1.125,
    },
    obsStartUtc: "2016-03-19T07:51:12.000Z",
  },
  {
    file: "night-original/HATP-32171220050912.FITS",
    camera: "Cecilia",
    detector: null,
    id: 0,
    facts: {
      imageType: null,
      band: null,
      physicalFilter: "Clear",
      target: "HATP-32",
      exposureTimeS: 60,
      altitudeDeg: 66.173,
    },
    obsStartUtc: "2017-12-20T05:09:12.944Z",
  },
];

test.for(tried)("the headers of $file are understood by data alone: $camera", (each, { skip }) => {
  const path = sharedPath(`data/${each.file}`);
  if (path === null) return skip(absent(`data/${each.file}`));
  const headers = readImageHeaders(path);
  const camera = chooseCamera(cameras, { name: null, headerNames: cameraNamesIn(headers), folder: "/nowhere" });
  expect(camera.name).toBe(each.camera);
  const { detector } = imageFactsOf(headers, camera);
  expect(detector).toBe(each.detector);
  expect(camera.detectors.find(({ name }) => name === (detector ?? "main"))?.id).toBe(each.id);
  expect(headerFactsOf(headers.headers, camera)).toMatchObject({ ...each.facts, obsStartUtc: each.obsStartUtc });
});
