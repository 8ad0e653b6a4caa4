/** Keys in RubinTV's layout. */
import { expect, test } from "vitest";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { parseChannelKey } from "./parse-channel-key.ts";
import { parseChannelTable } from "./parse-channel-table.ts";
import { parseEvent } from "./parse-event.ts";

const cameras = await loadCameras();
const parse = (key: string) => parseChannelKey(key, { uri: `s3://rubintv/${key}`, stamp: "e1" }, cameras);
const file = (key: string) => {
  const parsed = parse(key);
  if (parsed.kind !== "file") throw new Error(`${key} is ${parsed.kind}`);
  const { camera, dayObs, seqNum, file: given } = parsed.contribution;
  return [camera, dayObs, seqNum, given.channel, given.name];
};

test("K1: a file of a channel belongs to its camera, night and sequence number", () => {
  const name = "lsstcam_focal_plane_mosaic_2026-11-21_000412.jpg";
  expect(file(`lsstcam/2026-11-21/focal_plane_mosaic/000412/${name}`)).toEqual([
    "LSSTCam",
    20261121,
    412,
    "focal_plane_mosaic",
    name,
  ]);
});

test("K1: folders of several RubinTV cameras meet in one exposure", () => {
  expect(file("lsstcam_aos/2026-11-21/fp_donut_gallery/000412/a.png")[0]).toBe("LSSTCam");
  expect(file("lsstcam_guider/2026-11-21/full_movie/000412/a.mp4")[0]).toBe("LSSTCam");
  expect(file("auxtel/2026-11-21/monitor/000007/a.png")[0]).toBe("LATISS");
  expect(file("allsky/2026-11-21/stills/000007/a.jpg")[0]).toBe("allsky");
});

test("K1: `final` and the night report belong to the whole night", () => {
  expect(file("lsstcam/2026-11-21/day_movie/final/m.mp4").slice(2, 4)).toEqual([null, "day_movie"]);
  expect(file("auxtel/2026-11-21/night_report/Coverage plots/p.png").slice(2, 4)).toEqual([
    null,
    "night_report-Coverage_plots",
  ]);
  expect(file("auxtel/2026-11-21/night_report/auxtel_night_report_2026-11-21_md.json").slice(2, 4)).toEqual([
    null,
    "night_report-texts",
  ]);
});

test.each([
  ["lsstcam/2026-11-21/mount/412x/a.png", "neither a sequence number"],
  ["lsstcam/2026-11-21/mount/000000/a.png", "neither a sequence number"],
  ["lsstcam/2026-11-21/mount/000412/a.exe", "cannot show"],
  ["lsstcam/2026-11-21/mount/a.png", "is not camera/night"],
  ["lsstcam/2026-11-21/mo unt/000412/a.png", "channel's name"],
  ["..%2f/2026-11-21/mount/000412/a.png", "camera's name"],
])("K1: %s is ignored with its reason", (key, reason) => {
  expect(parse(key)).toMatchObject({ kind: "ignore", reason: expect.stringContaining(reason) });
});

test("K1: a notification of a bucket tells of channels and of images, each by its key", () => {
  const record = (key: string) => ({
    eventName: "ObjectCreated:Put",
    s3: { bucket: { name: "b" }, object: { key, eTag: "x" } },
  });
  const keys = [
    "lsstcam/2026-11-21/mount/000412/a.png",
    "lsstcam/2026-11-21/metadata.json",
    "LSSTCam/20261121/MC_O_20261121_000412/MC_O_20261121_000412_R22_S11.fits",
  ];
  const parsed = parseEvent(Buffer.from(JSON.stringify({ Records: keys.map(record) })), cameras);
  expect(parsed).toMatchObject([
    { kind: "contribution", contribution: { file: { uri: `s3://b/${keys[0]}`, stamp: "x" } } },
    { kind: "contribution", table: { camera: "LSSTCam", dayObs: 20261121, uri: `s3://b/${keys[1]}` } },
    { kind: "work" },
  ]);
});

test("K2: a night's table becomes values of its exposures; NaN is missing, and a bad row harms no other", () => {
  const text = `{"412": {"Exposure time": 30.0, "PSF FWHM": NaN, "_PSF FWHM": "bad", "@mount": "x: NaN, y",
    "ISR config": {"DISPLAY_VALUE": "\u{1f4d6}", "doFlat": false}}, "zero": {"a": 1}}`;
  const { contributions, problems } = parseChannelTable(text, { camera: "LSSTCam", dayObs: 20261121 });
  expect(contributions).toMatchObject([
    {
      seqNum: 412,
      values: {
        "Exposure time": 30,
        "PSF FWHM": null,
        "_PSF FWHM": "bad",
        "ISR config": { doFlat: false },
      },
    },
  ]);
  expect(problems).toEqual(['row "zero" is not a sequence number']);
  expect(() => parseChannelTable("[1]", { camera: "LSSTCam", dayObs: 20261121 })).toThrow(/rows of columns/);
});

test("K3: a contribution that is wrong is dead with the place of the fault, and its neighbours live", () => {
  const good = {
    type: "contribution",
    v: 1,
    camera: "LSSTCam",
    dayObs: 20261121,
    seqNum: 1,
    producer: "me",
    values: { a: 1 },
  };
  const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
  expect(parseEvent(bytes(good), cameras)).toMatchObject([{ kind: "contribution" }]);
  const both = { ...good, file: { channel: "c", name: "a.png", uri: "s3://b/a.png", text: "and a text" } };
  expect(parseEvent(bytes(both), cameras)).toMatchObject([
    { kind: "dead", reason: expect.stringContaining("either uri or text") },
  ]);
  const hidden = { ...good, file: { channel: "c", name: "a.html", text: "<script>" } };
  expect(parseEvent(bytes(hidden), cameras)).toMatchObject([
    { kind: "dead", reason: expect.stringContaining("file.name") },
  ]);
  const disguised = { ...good, file: { channel: "c", name: "a.png", uri: "file:///etc/passwd" } };
  expect(parseEvent(bytes(disguised), cameras)).toMatchObject([
    { kind: "dead", reason: expect.stringContaining("end differently") },
  ]);
});
