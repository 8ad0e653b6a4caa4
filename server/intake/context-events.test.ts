/** Context events become facts; none of them is work, and none is waited for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { parseEndReadout, splitAtColons } from "./parse-end-readout.ts";
import { parseExpectedSensors } from "./parse-expected-sensors.ts";
import { parseNextVisit } from "./parse-next-visit.ts";
import { parseSidecar } from "./parse-sidecar.ts";
import { utcMsFromTai } from "./utc-from-tai.ts";

const folder = sharedPath("events");
const cameras = await loadCameras();
const text = (file: string) => readFileSync(join(folder ?? "", file), "utf8");
const json = (file: string) => JSON.parse(text(file));
const good = <T extends object>(parsed: T | { problem: string }): T => {
  if ("problem" in parsed) throw new Error(String(parsed.problem));
  return parsed;
};

if (folder === null) console.info(absent("events"));

describe.skipIf(folder === null)(`real context (${folder ?? absent("events")})`, () => {
  test("endreadout.json: the exposure, its type, program and group, and times in UTC", () => {
    const { camera, ...facts } = good(parseEndReadout(json("endreadout.json"), cameras));
    expect(camera.name).toBe("LSSTCam");
    expect(facts).toEqual({
      obsId: "MC_O_20250502_000010",
      exposureId: 2025050200010,
      dayObs: 20250502,
      seqNum: 10,
      imageType: "BIAS",
      testType: "BIAS",
      groupId: "2025-05-02T13:29:16.756",
      reason: "BLOCK-T454",
      program: "BLOCK-T454",
      exposureTimeS: 0,
      acquisitionStartedAtMs: expect.closeTo(1746192487296.807, 2),
      readoutEndedAtMs: expect.closeTo(1746193089988.771, 2),
    });
  });

  test("nextvisit.json: planned, with what is unknown as null", () => {
    expect(parseNextVisit(json("nextvisit.json"))).toEqual({
      groupId: "2023-01-23T23:33:14.762",
      instrument: "test",
      salIndex: 999,
      scriptSalIndex: 200023,
      startsAtMs: 1674516763_000,
      durationS: 2,
      imageCount: null,
      filters: null,
      survey: null,
      coordinateSystem: 1,
      position: [0, 0],
      rotationSystem: 1,
      cameraAngleDeg: 0,
    });
  });

  test.each([
    ["expected-sensors.json", 197, 0],
    ["expected-sensors-guiding.json", 197, 8],
  ])("%s: %i raw and %i guider images", (file, raws, guiders) => {
    const { images, unknown, exposure } = good(parseExpectedSensors(text(file), cameras));
    expect(exposure.obsId).toBe(json(file).obsId);
    expect(unknown).toEqual([]);
    expect(images.filter(({ kind }) => kind === "raw")).toHaveLength(raws);
    expect(images.filter(({ kind }) => kind === "guider")).toHaveLength(guiders);
    const purpose = new Map(exposure.camera.detectors.map((detector) => [detector.name, detector.purpose]));
    const count = (wanted: string) => images.filter(({ detector }) => purpose.get(detector) === wanted).length;
    expect([count("science"), count("wavefront"), count("guider")]).toEqual([189, 8, guiders]);
  });

  test("the missing last brace of the public sample is forgiven, more is not", () => {
    const whole = text("expected-sensors.json").trimEnd();
    expect(good(parseExpectedSensors(whole.slice(0, -1), cameras)).images).toHaveLength(197);
    expect(parseExpectedSensors(whole.slice(0, -200), cameras)).toHaveProperty("problem");
  });

  test("sidecar-science.json: type science, program, group and index", () => {
    expect(parseSidecar(json("sidecar-science.json"), cameras)).toMatchObject({
      exposure: { exposureId: 2026060300258 },
      detector: "R22_S11",
      kind: "raw",
      imageType: "science",
      program: "BLOCK-430",
      reason: "template_blob_i_33.0",
      groupId: "2026-06-04T01:29:41.118",
      groupIndex: 1,
      physicalFilter: "i_39",
      band: "i",
    });
  });

  test("sidecar-guider.json: program and reason are unknown", () => {
    expect(parseSidecar(json("sidecar-guider.json"), cameras)).toMatchObject({
      exposure: { obsId: "MC_C_20240918_000013" },
      detector: "R00_SG0",
      kind: "guider",
      imageType: "unknown",
      program: null,
      reason: null,
      groupId: null,
      groupIndex: null,
    });
  });
});

test.each([
  ["", [""]],
  ["a", ["a"]],
  ["a:b", ["a", "b"]],
  [":b:", ["", "b", ""]],
  ["::", ["", "", ""]],
  ["12\\:30\\:01:x", ["12:30:01", "x"]],
  ["a\\\\:b", ["a\\", "b"]],
  ["a\\", ["a\\"]],
])("%j splits at colons without a backslash", (list, parts) => {
  expect(splitAtColons(list)).toEqual(parts);
});

test("a list of values that is too short leaves the rest unknown", () => {
  const event = {
    imageName: "MC_O_20250502_000010",
    requestedExposureTime: 30,
    timestampAcquisitionStart: 0,
    timestampEndOfReadout: 1746193126.5,
    additionalKeys: "imageType:groupId:program",
    additionalValues: "OBJECT:",
  };
  expect(parseEndReadout(event, cameras)).toMatchObject({
    imageType: "OBJECT",
    groupId: null,
    program: null,
    acquisitionStartedAtMs: null,
    readoutEndedAtMs: 1746193089500,
  });
});

test.each([
  ["endReadout", parseEndReadout({ imageName: 7 }, cameras)],
  ["endReadout of a camera that is not known", parseEndReadout({ imageName: "ZZ_O_20250502_000010" }, cameras)],
  ["nextVisit", parseNextVisit({ groupId: "x" })],
  ["expectedSensors", parseExpectedSensors("[]", cameras)],
  ["expectedSensors of no exposure", parseExpectedSensors('{"obsId":"x","expectedSensors":{}}', cameras)],
  ["sidecar", parseSidecar(null, cameras)],
])("a bad %s is a problem in words, never an exception", (_, parsed) => {
  expect(parsed).toEqual({ problem: expect.stringMatching(/\S/) });
});

test("sensors that the camera does not have are named, and the others count", () => {
  const list = {
    obsId: "MC_O_20250502_000010",
    expectedSensors: { R22_S11: "SCIENCE", R22_S13: "SCIENCE", R22_S12: "?" },
  };
  expect(parseExpectedSensors(JSON.stringify(list), cameras)).toMatchObject({
    images: [{ detector: "R22_S11", kind: "raw" }],
    unknown: ["R22_S13: SCIENCE", "R22_S12: ?"],
  });
});

test("the message's own stamps tell the offset; clocks that disagree tell nothing", () => {
  const sentUtcS = Date.parse("2026-09-02T00:00:00Z") / 1000;
  const at = (aheadS: number) =>
    utcMsFromTai(sentUtcS + 100, { private_sndStamp: sentUtcS + aheadS, private_efdStamp: sentUtcS });
  expect(at(38)).toBe((sentUtcS + 62) * 1000);
  expect(at(0)).toBe((sentUtcS + 63) * 1000);
  expect(utcMsFromTai(sentUtcS + 100, {})).toBe((sentUtcS + 63) * 1000);
  expect(utcMsFromTai(0, {})).toBeNull();
});
