/** Signs that exposures go on, from context events as senders write them. */
import { expect, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import { readContext } from "./read-context.ts";

const latiss = camera.parse({
  name: "LATISS",
  title: "LATISS",
  obsIdCode: "AT",
  detectors: [{ id: 0, name: "RXX_S00", x: 0, y: 0 }],
});
const receivedAtMs = Date.parse("2026-09-02T03:00:10Z");
/** TAI is 37 s ahead of UTC. */
const taiS = Date.parse("2026-09-02T03:00:05Z") / 1000 + 37;
const readout = {
  imageName: "AT_O_20260901_000045",
  requestedExposureTime: 30,
  timestampAcquisitionStart: taiS - 33,
  timestampEndOfReadout: taiS,
};
const visit = {
  salIndex: 2,
  scriptSalIndex: 1,
  groupId: "2026-09-02T03:00:00.000",
  coordinateSystem: 2,
  position: [1, 2],
  startTime: taiS,
  rotationSystem: 2,
  cameraAngle: 0,
  filters: "",
  dome: 2,
  duration: 30,
  nimages: 0,
  instrument: "latiss",
  survey: "",
  totalCheckpoints: 0,
};
const read = (value: unknown, atMs = receivedAtMs) =>
  readContext({ value: new TextEncoder().encode(JSON.stringify(value)), receivedAtMs: atMs }, [latiss]);

test("endReadout tells of an exposure, in UTC and with when it was heard", () => {
  expect(read(readout)).toEqual({
    kind: "readout",
    readout: {
      camera: "LATISS",
      exposureId: 2026090100045,
      dayObs: 20260901,
      seqNum: 45,
      obsId: "AT_O_20260901_000045",
      readoutEndedAtMs: expect.closeTo(Date.parse("2026-09-02T03:00:05Z"), 0),
      heardAtMs: receivedAtMs,
    },
  });
});

test("nextVisit tells of a visit of the camera that it names, however it spells it", () => {
  expect(read(visit)).toEqual({ kind: "visit", camera: "LATISS" });
  expect(read({ ...visit, instrument: "" })).toBeNull();
  expect(read({ ...visit, instrument: "OtherCam" })).toBeNull();
});

test("what lies in a topic since yesterday tells nothing of now", () => {
  expect(read(readout, receivedAtMs + 7 * 3600_000)).toBeNull();
  expect(read(visit, receivedAtMs + 7 * 3600_000)).toBeNull();
});

test("anything else is no sign, and ends nothing", () => {
  for (const value of [null, 7, "text", {}, { timestampEndOfReadout: 1 }, { ...readout, imageName: "nonsense" }]) {
    expect(read(value)).toBeNull();
  }
  expect(readContext({ value: null, receivedAtMs }, [latiss])).toBeNull();
  expect(readContext({ value: new Uint8Array([0x7b, 0xff]), receivedAtMs }, [latiss])).toBeNull();
});
