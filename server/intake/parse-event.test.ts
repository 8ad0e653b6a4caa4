import { expect, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import { parseDecoded, parseEvent } from "./parse-event.ts";

const cameras = [
  camera.parse({
    name: "TestCam",
    title: "Test",
    obsIdCode: "TC",
    images: { bucket: "raws", keys: ["{instrument}/{dayObs}/{obsId}/{obsId}_{detector}.fits"] },
    detectors: [
      { id: 0, name: "R22_S00", x: 0, y: 0 },
      { id: 7, name: "R22_S21", x: 1, y: 2 },
    ],
  }),
];
const key = "TestCam/20260901/TC_O_20260901_000123/TC_O_20260901_000123_R22_S21.fits";
const s3 = (objectKey: unknown, extra: object = {}) => ({
  s3: { bucket: { name: "raws" }, object: { key: objectKey } },
  ...extra,
});
const bytes = (text: string) => new TextEncoder().encode(text);

test("an S3 record becomes work with its place and its time", () => {
  const [parsed] = parseDecoded({ Records: [s3(key, { eventTime: "2026-09-01T05:00:00.250" })] }, cameras);
  expect(parsed).toEqual({
    kind: "work",
    image: {
      type: "image-arrived",
      v: 1,
      camera: "TestCam",
      exposureId: 2026090100123,
      dayObs: 20260901,
      seqNum: 123,
      obsId: "TC_O_20260901_000123",
      detector: "R22_S21",
      kind: "raw",
      uri: `s3://raws/${key}`,
      eventAtMs: Date.UTC(2026, 8, 1, 5, 0, 0, 250),
    },
  });
});

test("E2: a bad record never affects its siblings", () => {
  const records = [null, "text", 7, s3(null), s3(key), { b3: {} }, s3(`${key}%ZZ`), s3(key.replace(".fits", ".json"))];
  expect(parseDecoded({ Records: records }, cameras).map(({ kind }) => kind)).toEqual([
    "dead",
    "dead",
    "dead",
    "dead",
    "work",
    "dead",
    "dead",
    "ignore",
  ]);
});

test("of two cameras with one code the folder's is meant", () => {
  const [first] = cameras;
  const twin = { ...first, name: "TwinCam", aliases: [] } as (typeof cameras)[number];
  const [parsed] = parseDecoded({ Records: [s3(key.replace("TestCam", "TwinCam"))] }, [...cameras, twin]);
  expect(parsed?.kind === "work" && parsed.image.camera).toBe("TwinCam");
});

test("E7: imageInOODS without a file name gets its place from the camera's data", () => {
  const event = {
    camera: "TestCam",
    obsid: "TC_O_20260901_000123",
    raft: "R22",
    sensor: "S21",
    statusCode: 0,
    description: "file ingested",
    private_sndStamp: 1788315037,
  };
  const [parsed] = parseDecoded(event, cameras);
  expect(parsed?.kind === "work" && parsed.image.uri).toBe(`s3://raws/${key}`);
  // Only TAI was given: 37 s are taken off, once.
  expect(parsed?.kind === "work" && parsed.image.eventAtMs).toBe(1788315000_000);
});

test.each([
  ["no value", null, /tombstone/],
  ["no JSON", bytes("{"), /not JSON/],
  ["no UTF-8", new Uint8Array([0xff, 0xfe, 0x00]), /not JSON in UTF-8/],
  ["no object", bytes("[1]"), /not a JSON object/],
  ["no known shape", bytes('{"a":1}'), /known event shapes/],
  ["a native event with a bad field", bytes('{"type":"image-arrived","v":1,"camera":"../x"}'), /bad camera/],
])("%s is dead, with its reason", (_, value, reason) => {
  const [parsed] = parseEvent(value, cameras);
  expect(parsed?.kind).toBe("dead");
  expect(parsed?.kind === "dead" && parsed.reason).toMatch(reason);
});
