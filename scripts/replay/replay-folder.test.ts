import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { type Card, joined, primaryWithoutData, riceImage } from "../simulate/write-fits.ts";
import { planFolder } from "./replay-folder.ts";

const cameras = await loadCameras();
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "replay night-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** A small FITS file whose words are in the compressed image's header, as fpack writes it. */
function frame(cards: Record<string, Card["value"]>): Uint8Array {
  const image = riceImage(
    new Int16Array(64),
    8,
    Object.entries(cards).map(([keyword, value]) => ({ keyword, value })),
  );
  return joined([primaryWithoutData([]), image]);
}

test("files in folders, of any extension, packed and broken, become a night in order", async () => {
  await mkdir(join(folder, "Deep"));
  await writeFile(join(folder, "a.FITS"), frame({ "DATE-OBS": "2020-05-01T03:00:00" }));
  await writeFile(join(folder, "Deep", "b.fts.gz"), gzipSync(frame({ "DATE-OBS": "2020-05-01T02:00:00" })));
  await writeFile(join(folder, "c.fit"), gzipSync(frame({ "DATE-OBS": "2020-05-01", "TIME-OBS": "01:00:00" })));
  await writeFile(join(folder, "d.fits.fz"), "this is no FITS file");
  await writeFile(join(folder, "e.fits"), frame({ "DATE-OBS": "2020-05-01T04:00:00" }).subarray(0, 2880 + 100));
  await writeFile(join(folder, "notes.txt"), "not an image");
  const { camera, plan } = await planFolder(folder, cameras, "Backyard");
  expect(camera).toMatchObject({ name: "Backyard", detectors: [{ name: "main" }] });
  const order = plan.images.map(({ path, dayObs, seqNum }) => `${path.slice(folder.length + 1)} ${dayObs} ${seqNum}`);
  expect(order).toEqual([
    "c.fit 20200430 1",
    "d.fits.fz 20200430 2",
    "Deep/b.fts.gz 20200430 3",
    "e.fits 20200430 4",
    "a.FITS 20200430 5",
  ]);
  expect(plan.notes.length).toBe(2);
  expect(plan.notes[0]).toMatch(/d\.fits\.fz: This is not a FITS file.*neighbour by file name/);
});

test.each([
  ["UT-OBS before a local DATE-OBS", { "UT-OBS": "2017-12-20T01:33:43-0000", "DATE-OBS": "2017-12-19T18:33:43" }],
  ["a zone is heeded", { "DATE-OBS": "2017-12-19T18:33:43-0700" }],
  ["TAI is 37 s ahead", { "DATE-BEG": "2017-12-20T01:34:20", TIMESYS: "TAI" }],
  ["a day with a blank and Z", { "DATE-OBS": "2017-12-20 01:33:43Z", TIMESYS: "TAI" }],
  ["a modified Julian date", { "MJD-OBS": 58107.0650810185 }],
])("time of observation: %s", async (_, cards) => {
  await writeFile(join(folder, "a.fits"), frame(cards));
  const { plan } = await planFolder(folder, cameras, null);
  expect(plan.notes).toEqual([]);
  expect(Math.round((plan.images[0]?.observedAtMs ?? 0) / 1000)).toBe(Date.UTC(2017, 11, 20, 1, 33, 43) / 1000);
});

test("a file's header decides the camera, the detector and the exposure", async () => {
  const words = { INSTRUME: "lsstCam", DAYOBS: "20250422", SEQNUM: 250, OBSID: "MC_O_20250422_000250" };
  await writeFile(join(folder, "a.fits"), frame({ ...words, RAFTBAY: "R22", CCDSLOT: "S11" }));
  const { camera, plan } = await planFolder(folder, cameras, null);
  expect(camera.name).toBe("LSSTCam");
  expect(plan.images[0]).toMatchObject({ exposureId: 2025042200250, detector: "R22_S11", kind: "raw" });
});

test("a folder that is not there, or holds nothing to replay, is wrong use", async () => {
  await expect(planFolder(join(folder, "gone"), cameras, null)).rejects.toThrow(RangeError);
  await expect(planFolder(folder, cameras, null)).rejects.toThrow(/holds no file whose name ends in/);
});

const night = fileURLToPath(new URL("../../../shared/data/night", import.meta.url));
const noNight = !existsSync(night);
if (noNight) console.info(`skipped: the plan of a real night, because ${night} is absent`);

test.skipIf(noNight)("a real night of 106 frames is one night, every three minutes", async () => {
  const { camera, plan } = await planFolder(night, cameras, null);
  expect(camera.name).toBe("night");
  expect(plan.notes).toEqual([]);
  expect(plan.images.map(({ dayObs, seqNum }) => `${dayObs} ${seqNum}`)).toEqual(
    Array.from({ length: 106 }, (_, index) => `20171219 ${index + 1}`),
  );
  // The file names carry the UTC time: MMddyyHHmmss.
  const named = plan.images.map(({ path }) => /HATP-32(\d+)/.exec(path)?.[1]);
  expect(named).toEqual([...named].sort());
  expect(plan.images[0]?.observedAtMs).toBe(Date.UTC(2017, 11, 20, 1, 33, 43, 317));
});
