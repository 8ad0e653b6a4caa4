import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { findCamera } from "./find-camera.ts";
import { loadCameras, parseCamera } from "./load-cameras.ts";

const minimal = "name: Cam\ntitle: A camera\ndetectors:\n  - { id: 0, name: main, x: 0, y: 0 }\n";

test("every camera file loads, and its detectors do not share a place", async () => {
  const cameras = await loadCameras();
  expect(cameras.map(({ name, detectors }) => `${name} ${detectors.length}`)).toEqual([
    "LATISS 1",
    "LSST-TS8 9",
    "LSSTCam 205",
    "LSSTComCam 9",
    "LSSTComCamSim 9",
    "SimCam 9",
  ]);
  for (const { detectors } of cameras) {
    expect(new Set(detectors.map(({ x, y }) => `${x} ${y}`)).size).toBe(detectors.length);
  }
});

test("a camera is found by any spelling that events and headers use", async () => {
  const cameras = await loadCameras();
  for (const [spelling, name] of [
    ["lsstCam", "LSSTCam"],
    ["COMCAM", "LSSTComCam"],
    ["TS8", "LSST-TS8"],
    ["simcam", "SimCam"],
  ] as const) {
    expect(findCamera(cameras, spelling)?.name).toBe(name);
  }
  expect(findCamera(cameras, "DECam")).toBeUndefined();
});

test("R22_S11 is the centre of LSSTCam, columns run along x and rows along y", async () => {
  const lsstCam = findCamera(await loadCameras(), "LSSTCam");
  const place = (name: string) => {
    const found = lsstCam?.detectors.find((detector) => detector.name === name);
    return found && [found.x, found.y];
  };
  expect(place("R22_S11")).toEqual([0, 0]);
  expect(place("R22_S12")).toEqual([1, 0]);
  expect(place("R22_S21")).toEqual([0, 1]);
  expect(place("R01_S00")).toEqual([-4, -7]);
  expect(place("R43_S22")).toEqual([4, 7]);
});

/** Of Segment10, which obs_lsst has at the upper left of every detector of these cameras (`ixy: [0, 1]`). */
const segment10 = [
  // obs_lsst tests/headers/lsstCam-MC_O_20250422_000250_R01_S01.yaml
  ["LSSTCam", "[509:1,1:2000]"],
  // obs_lsst tests/headers/comCam-CC_O_20241108_000266_R22_S00.yaml
  ["LSSTComCam", "[509:1,1:2000]"],
  // obs_lsst tests/headers/comCamSim-CC_S_20240321_000093_R22_S22.yaml
  ["LSSTComCamSim", "[509:1,1:2000]"],
  // obs_lsst tests/headers/latiss-AT_O_20240624_000106_R00_S00.yaml
  ["LATISS", "[509:1,1:2000]"],
] as const;

test.each(segment10)(
  "F2: %s counts rows from the top where DETSEC of its uppermost amplifiers begins at 1",
  async (name, detsec) => {
    const firstRow = Math.min(
      ...(detsec
        .match(/,(\d+):(\d+)/)
        ?.slice(1)
        .map(Number) ?? []),
    );
    expect(findCamera(await loadCameras(), name)?.rowsRunDown).toBe(firstRow === 1);
  },
);

const headers = sharedPath("data/metadata/lsstcam-headers");
if (headers === null) console.info(absent("data/metadata/lsstcam-headers"));

test.skipIf(headers === null)("F2: LATISS's own header says so", () => {
  const header = readFileSync(join(headers ?? "", "latiss-AT_O_20240624_000106_R00_S00.yaml"), "utf8");
  expect(header).toMatch(/^EXTNAME: Segment10$/m);
  expect(/^DETSEC: '(.*)'$/m.exec(header)?.[1]).toBe(segment10.find(([name]) => name === "LATISS")?.[1]);
});

const table = new URL("../../../shared/events/lsstcam-detectors.json", import.meta.url);
const noTable = !existsSync(table);
if (noTable) console.info(`skipped: LSSTCam against the observatory's table, because ${table.pathname} is absent`);

test.skipIf(noTable)("LSSTCam's ids, names and kinds are those of the observatory's table", async () => {
  const wanted = JSON.parse(readFileSync(table, "utf8")).detectors as { id: number; name: string; kind: string }[];
  const lsstCam = findCamera(await loadCameras(), "LSSTCam");
  expect(lsstCam?.detectors.map(({ id, name, purpose }) => ({ id, name, kind: purpose }))).toEqual(
    wanted.map(({ id, name, kind }) => ({ id, name, kind })),
  );
  const guiders = lsstCam?.detectors.filter(({ kind }) => kind === "guider").map(({ name }) => name);
  expect(guiders).toEqual(wanted.filter(({ kind }) => kind === "guider").map(({ name }) => name));
});

const geometryFile = sharedPath("data/metadata/lsstcam-geometry.json");
if (geometryFile === null) console.info(absent("data/metadata/lsstcam-geometry.json"));

test.skipIf(geometryFile === null)("LSSTCam's amplifiers have the observatory's gains, noises and levels", async () => {
  const geometry = JSON.parse(readFileSync(geometryFile ?? "", "utf8")) as {
    detectors: { name: string; gain: number[]; readNoise: number[]; saturation: number[] }[];
  };
  const lsstCam = findCamera(await loadCameras(), "LSSTCam");
  expect(lsstCam?.saturationIs).toBe("above-bias");
  expect(
    lsstCam?.detectors.map(({ name, ampGains, ampReadNoises, ampSaturationsAdu }) => ({
      name,
      gain: ampGains,
      readNoise: ampReadNoises,
      saturation: ampSaturationsAdu,
    })),
  ).toEqual(geometry.detectors.map(({ name, gain, readNoise, saturation }) => ({ name, gain, readNoise, saturation })));
});

test.skipIf(geometryFile === null)("LSSTCam's detectors lie and are turned as the observatory has them", async () => {
  const geometry = JSON.parse(readFileSync(geometryFile ?? "", "utf8")) as {
    detectors: { name: string; type: string; yaw: number; center: [number, number] }[];
  };
  const detectors = findCamera(await loadCameras(), "LSSTCam")?.detectors ?? [];
  for (const [at, { name, type, yaw, center }] of geometry.detectors.entries()) {
    const { x, y, quarterTurns = 0, spanX = 1, spanY = 1, ...own } = detectors[at]!;
    expect([own.name, quarterTurns]).toEqual([name, yaw / 90]);
    expect(Math.hypot(x - center[0] / (127 / 3), y - center[1] / (127 / 3))).toBeLessThan(0.03);
    const isFlat = yaw % 180 === 0;
    expect([spanX, spanY]).toEqual(type === "WAVEFRONT" ? (isFlat ? [1, 0.48] : [0.48, 1]) : [1, 1]);
  }
});

test("an error names the file, the field and the value", () => {
  const parse = (text: string) => () => parseCamera(text, "cameras/cam.yaml");
  expect(parse(minimal.replace("x: 0", "x: left"))).toThrow(
    /cameras\/cam\.yaml: detectors\[0\]\.x: .*expected number.* \(is "left"\)/,
  );
  expect(parse(minimal.replace("title: A camera\n", ""))).toThrow(/title: .*\(is missing\)/);
  expect(parse(`${minimal}pixelScale: 0.2\n`)).toThrow(/"pixelScale"/);
  expect(parse(`${minimal}  - { id: 1, name: main, x: 1, y: 0 }\n`)).toThrow(/"main" twice/);
  expect(parse(`${minimal}  - { id: 0, name: other, x: 1, y: 0 }\n`)).toThrow(/id 0 twice/);
  expect(parse("name: [")).toThrow(/cam\.yaml: is not YAML/);
});

test("a name in use by two files is an error that names both", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cameras-"));
  try {
    await writeFile(join(folder, "a.yaml"), minimal);
    await writeFile(join(folder, "b.yaml"), minimal.replace("name: Cam", "name: Other\naliases: [CAM]"));
    await expect(loadCameras(folder)).rejects.toThrow(/b\.yaml: name or alias "cam" is taken by .*a\.yaml/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
