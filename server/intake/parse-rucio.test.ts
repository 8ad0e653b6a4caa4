import { expect, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import type { PlaceRule } from "./image-place.ts";
import { parseDecoded } from "./parse-event.ts";

const testCam = camera.parse({
  name: "TestCam",
  title: "Test",
  obsIdCode: "TC",
  images: { bucket: "raws", keys: ["{instrument}/{dayObs}/{obsId}/{obsId}_{detector}.fits"] },
  detectors: [
    { id: 0, name: "R22_S00", x: 0, y: 0 },
    { id: 3, name: "R00_SG0", kind: "guider", x: 1, y: 0 },
  ],
});
const twin = camera.parse({ ...testCam, name: "TwinCam", images: null });
const file = "TC_O_20260901_000123_R22_S00.fits";
const key = `TestCam/20260901/TC_O_20260901_000123/${file}`;
const dataId = { instrument: "TestCam", detector: 0, exposure: 2026090100123 };
const sidecar = (more: object = {}) => JSON.stringify({ dataId: { dataId: { ...dataId, ...more } } });
const parse = (payload: object, places: PlaceRule[] = [], type = "transfer-done") => {
  const url = `root://xrd5:1098//rucio/any/${file}`;
  const value = { event_type: type, payload: { rubin_butler: "raw_file", "dst-url": url, ...payload } };
  return parseDecoded(value, [testCam, twin], { places })[0];
};
const work = (image: object) => ({ kind: "work", image: expect.objectContaining(image) });

test("a raw is named by its file's name where the sidecar tells nothing", () => {
  for (const rubin_sidecar of [undefined, "", "None", "{'dataId': 1}", "{}", 7, null]) {
    expect(parse({ rubin_sidecar, transferred_at: "2026-09-01 05:00:00.250000" })).toEqual({
      kind: "work",
      image: {
        type: "image-arrived",
        v: 1,
        camera: "TestCam",
        exposureId: 2026090100123,
        dayObs: 20260901,
        seqNum: 123,
        obsId: "TC_O_20260901_000123",
        detector: "R22_S00",
        kind: "raw",
        uri: `s3://raws/${key}`,
        eventAtMs: Date.UTC(2026, 8, 1, 5, 0, 0, 250),
      },
    });
  }
});

test("the sidecar names the image where the file's name tells nothing", () => {
  const rubin_sidecar = JSON.parse(sidecar());
  expect(parse({ "dst-url": "file:///data/b1946ac9.fits", rubin_sidecar })).toEqual(
    work({ exposureId: 2026090100123, detector: "R22_S00", obsId: null, uri: "file:///data/b1946ac9.fits" }),
  );
});

test("a guider is one by its file's suffix, as in a bucket", () => {
  const url = (suffix: string) => `root://x//TC_O_20260901_000123_R00_SG0${suffix}.fits`;
  expect(parse({ "dst-url": url("_guider") })).toEqual(work({ detector: "R00_SG0", kind: "guider" }));
  expect(parse({ "dst-url": url("") })).toEqual(work({ detector: "R00_SG0", kind: "raw" }));
});

test("of two cameras with one code the sidecar's is meant, else the one in the path", () => {
  const places = [{ from: "root://x/", to: "s3://here/" }];
  const named = parse({ "dst-url": `root://x/${file}`, rubin_sidecar: sidecar({ instrument: "TwinCam" }) }, places);
  expect(named).toEqual(work({ camera: "TwinCam" }));
  expect(parse({ "dst-url": `root://x/TwinCam/${file}` }, places)).toEqual(work({ camera: "TwinCam" }));
});

test.each([
  ["a file that a worker reads", `file:///data/${file}`, `file:///data/${file}`],
  ["a bucket", `s3://here/any/${file}`, `s3://here/any/${file}`],
  ["a bucket behind a host and port", `s3://ceph:443/here/any/${file}`, `s3://here/any/${file}`],
  ["a rule's prefix", `root://xrd5:1098//rucio/any/${file}`, `file:///mount/any/${file}`],
  ["the first rule that fits", `davs://door/pool/${file}`, `s3://pool/${file}`],
  ["no rule: the camera's images, with the file's own extension", `davs://far/${file}.fz?x=1`, `s3://raws/${key}.fz`],
])("place by %s", (_, url, uri) => {
  const places = [
    { from: "root://xrd5:1098//rucio/", to: "file:///mount/" },
    { from: "davs://door/pool/", to: "s3://pool/" },
    { from: "davs://door/", to: "s3://never/" },
  ];
  expect(parse({ "dst-url": url }, places)).toEqual(work({ uri }));
});

test.each([
  ["another kind of file", { rubin_butler: "zip_file" }, "ignore", "zip_file"],
  ["the legacy flag", { rubin_butler: 1 }, "ignore", "legacy flag"],
  ["a flag that nobody knows", { rubin_butler: "hologram" }, "ignore", "no known kind"],
  ["no flag", { rubin_butler: undefined }, "ignore", "not marked"],
  ["a camera that is not configured", { rubin_sidecar: sidecar({ instrument: "HSC" }) }, "ignore", '"HSC"'],
  ["a sidecar against the name", { rubin_sidecar: sidecar({ detector: 3 }) }, "dead", "the sidecar says"],
  ["another exposure in the sidecar", { rubin_sidecar: sidecar({ exposure: 2026090100124 }) }, "dead", "sidecar says"],
  ["a detector that does not exist", { rubin_sidecar: sidecar({ detector: 9 }) }, "dead", "no detector 9"],
  ["no URL", { "dst-url": undefined }, "dead", "without dst-url"],
  ["a name that names nothing", { "dst-url": "root://x//readme.txt" }, "dead", "does not name"],
  ["a bad URL", { "dst-url": 7 }, "dead", "payload.dst-url"],
  [
    "a place that nobody knows",
    { rubin_sidecar: sidecar({ instrument: "TwinCam" }) },
    "unattributed",
    "add its prefix to RUCIO_PLACES",
  ],
])("%s", (_, payload, kind, reason) => {
  expect(parse(payload)).toEqual({ kind, reason: expect.stringContaining(reason) });
});

test("only the end of a transfer is work", () => {
  expect(parse({}, [], "transfer-submitted")).toMatchObject({ kind: "ignore" });
});
