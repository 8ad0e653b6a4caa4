import { expect, test } from "vitest";
import { findCamera } from "#io/cameras/find-camera.ts";
import { genericCamera } from "#io/cameras/generic-camera.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { type ImageFacts, planReplay } from "./plan-replay.ts";

const generic = genericCamera("Cam");
const simCam = findCamera(await loadCameras(), "SimCam") ?? generic;
const lsstCam = findCamera(await loadCameras(), "LSSTCam") ?? generic;
const evening = Date.UTC(2017, 11, 20, 1, 33, 43);

function file(path: string, facts: Partial<ImageFacts> = {}): ImageFacts {
  return {
    path,
    observedAtMs: null,
    dayObs: null,
    seqNum: null,
    obsId: null,
    detector: null,
    problem: null,
    ...facts,
  };
}
const short = (images: { path: string; dayObs: number; seqNum: number }[]) =>
  images.map(({ path, dayObs, seqNum }) => `${path} ${dayObs} ${seqNum}`);

test("files of one detector are numbered in the order of observation, not of their names", () => {
  const { images, notes } = planReplay(
    [
      file("/n/c.fits", { observedAtMs: evening }),
      file("/n/a.fits", { observedAtMs: evening + 360_000 }),
      file("/n/b.fits", { observedAtMs: evening + 180_000 }),
    ],
    generic,
    0,
  );
  expect(short(images)).toEqual(["/n/c.fits 20171219 1", "/n/b.fits 20171219 2", "/n/a.fits 20171219 3"]);
  expect(images[0]).toMatchObject({ exposureId: 2017121900001, detector: "main", kind: "raw" });
  expect(notes).toEqual([]);
});

test("the day rolls at 12:00 UTC and numbering starts anew", () => {
  const noon = Date.UTC(2017, 11, 20, 12);
  const { images } = planReplay(
    [
      file("/n/1.fits", { observedAtMs: noon - 1 }),
      file("/n/2.fits", { observedAtMs: noon }),
      file("/n/3.fits", { observedAtMs: noon + 1 }),
    ],
    generic,
    0,
  );
  expect(short(images)).toEqual(["/n/1.fits 20171219 1", "/n/2.fits 20171220 1", "/n/3.fits 20171220 2"]);
});

test("DAYOBS and SEQNUM of the header win, and detectors share their exposure", () => {
  const facts = { observedAtMs: evening, dayObs: 20261121, seqNum: 7, obsId: "SC_O_20261121_000007" };
  const { images } = planReplay(
    [file("/n/x.fits", { ...facts, detector: "R22_S12" }), file("/n/y.fits", { ...facts, detector: "R22_S11" })],
    simCam,
    0,
  );
  expect(images.map(({ exposureId, detector, obsId }) => [exposureId, detector, obsId])).toEqual([
    [2026112100007, "R22_S12", "SC_O_20261121_000007"],
    [2026112100007, "R22_S11", "SC_O_20261121_000007"],
  ]);
});

/** Example of lsst/obs_lsst: the CCS controller shifts the exposure id by 1000 years until 2023-10-04. */
test("the exposure id follows the controller of a Rubin observation id", () => {
  const facts = { observedAtMs: evening, dayObs: 20190319, seqNum: 1, detector: "R10_S02" };
  const { images } = planReplay([file("/n/x.fits", { ...facts, obsId: "MC_C_20190319_000001" })], lsstCam, 0);
  expect(images[0]).toMatchObject({ exposureId: 3019031900001, dayObs: 20190319, seqNum: 1, detector: "R10_S02" });
});

test("a guider's file is known by its name", () => {
  const facts = { observedAtMs: evening, dayObs: 20240918, seqNum: 13, detector: "R00_SG0" };
  const { images } = planReplay([file("/n/MC_C_20240918_000013_R00_SG0_guider.fits", facts)], lsstCam, 0);
  expect(images[0]).toMatchObject({ detector: "R00_SG0", kind: "guider" });
});

test("detectors of one instant without SEQNUM are one exposure; the next instant is the next", () => {
  const at = (seconds: number, detector: string) =>
    file(`/n/${seconds}-${detector}.fits`, { observedAtMs: evening + seconds * 1000, detector });
  const { images } = planReplay([at(0, "R22_S00"), at(0, "R22_S01"), at(30, "R22_S00"), at(30, "R22_S01")], simCam, 0);
  expect(images.map(({ seqNum, detector }) => `${seqNum} ${detector}`)).toEqual([
    "1 R22_S00",
    "1 R22_S01",
    "2 R22_S00",
    "2 R22_S01",
  ]);
});

test("a file that cannot be read is announced too, in its place by name, with a note", () => {
  const { images, notes } = planReplay(
    [
      file("/n/img1.fits", { observedAtMs: evening }),
      file("/n/img2.fits", { problem: "not FITS" }),
      file("/n/img10.fits", { observedAtMs: evening + 60_000 }),
    ],
    generic,
    0,
  );
  expect(short(images)).toEqual(["/n/img1.fits 20171219 1", "/n/img2.fits 20171219 2", "/n/img10.fits 20171219 3"]);
  expect(notes).toEqual(["/n/img2.fits: not FITS; placed in the night 20171219 after its neighbour by file name"]);
});

test("a first file without a time takes that of the next one, and a folder without any the given time", () => {
  const first = [file("/n/1.fits", { problem: "cut" }), file("/n/2.fits", { observedAtMs: evening })];
  expect(short(planReplay(first, generic, 0).images)).toEqual(["/n/1.fits 20171219 1", "/n/2.fits 20171219 2"]);
  const none = planReplay([file("/n/2.fits"), file("/n/1.fits")], generic, Date.UTC(2020, 0, 2, 13));
  expect(short(none.images)).toEqual(["/n/1.fits 20200102 1", "/n/2.fits 20200102 2"]);
  expect(none.notes[0]).toBe(
    "/n/1.fits: the header has no time of observation; placed in the night 20200102 after the files' own date",
  );
});

test("no two files get the same identity", () => {
  const same = { observedAtMs: evening, dayObs: 20171219, seqNum: 2 };
  const { images, notes } = planReplay(
    [
      file("/n/a.fits", same),
      file("/n/b.fits", { ...same, observedAtMs: evening + 1000 }),
      file("/n/c.fits", { observedAtMs: evening + 2000 }),
      file("/n/d.fits", { ...same, seqNum: 123_456 }),
    ],
    generic,
    0,
  );
  expect(short(images)).toEqual([
    "/n/a.fits 20171219 2",
    "/n/d.fits 20171219 1",
    "/n/b.fits 20171219 3",
    "/n/c.fits 20171219 4",
  ]);
  expect(notes).toEqual(["/n/b.fits: another file has the same DAYOBS, SEQNUM and detector; numbered by its order"]);
});
