/** Every real event of `../shared/events` that this intake knows ends in exactly the outcome that its README states. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { parseImageKey } from "./image-key.ts";
import { parseEvent } from "./parse-event.ts";

const folder = sharedPath("events");
const cameras = await loadCameras();
const parse = (file: string) => parseEvent(readFileSync(join(folder ?? "", file)), cameras);
const numberOf = (camera: string, detector: string) =>
  cameras.find(({ name }) => name === camera)?.detectors.find(({ name }) => name === detector)?.id;
/** `work LSSTCam 2026090100123 94 raw`, `ignore`, …: the words of the README. */
const told = (file: string) =>
  parse(file).map((parsed) => {
    if (parsed.kind === "work") {
      const { camera, exposureId, detector, kind } = parsed.image;
      return `work ${camera} ${exposureId} ${numberOf(camera, detector)} ${kind}`;
    }
    if (parsed.kind === "failed") {
      const { camera, exposureId, detector } = parsed.identity;
      return `failed ${camera} ${exposureId} ${numberOf(camera, detector)}`;
    }
    return parsed.kind;
  });

if (folder === null) console.info(absent("events"));

describe.skipIf(folder === null)(`real events (${folder ?? absent("events")})`, () => {
  test.each([
    ["imageinoods-science.json", ["work LSSTCam 2026090100123 94 raw"]],
    ["imageinoods-wavefront.json", ["work LSSTCam 2026090100123 191 raw"]],
    ["imageinoods-guider.json", ["work LSSTCam 2026090100123 202 guider"]],
    ["imageinoods-latiss.json", ["work LATISS 2026090100045 0 raw"]],
    ["imageinoods-latiss-stale-raft.json", ["work LATISS 2026090100046 0 raw"]],
    ["imageinoods-ingest-failure.json", ["failed LSSTCam 2026090100123 94"]],
    ["imageinoods-ingest-failure-low-detector.json", ["failed LSSTCam 2026090100123 11"]],
    ["imageinoods-ingest-failure-duplicate.json", ["duplicate"]],
    ["imageinoods-metadata-failure.json", ["unattributed"]],
    ["imageinoods-empty-fields.json", ["unattributed"]],
    ["imageinoods-extra-field.json", ["work LATISS 2026090100045 0 raw"]],
    ["s3-summit-put.json", ["ignore"]],
    ["s3-summit-science.json", ["work LSSTCam 2026090100123 94 raw"]],
    ["s3-usdf-sidecar.json", ["ignore"]],
    ["s3-usdf-science.json", ["work LSSTCam 2025042300034 129 raw"]],
    ["s3-usdf-multipart.json", ["ignore"]],
    ["s3-latiss.json", ["work LATISS 2026060300045 0 raw"]],
    ["s3-malformed-record.json", ["dead"]],
    ["s3-non-image-json.json", ["ignore", "ignore", "ignore", "ignore", "ignore"]],
    ["s3-no-records.json", []],
    ["endreadout.json", ["ignore"]],
    ["nextvisit.json", ["ignore"]],
    ["rucio-truncated.txt", ["dead"]],
  ])("%s", (file, outcome) => {
    expect(told(file)).toEqual(outcome);
  });

  test("s3-mixed-good-bad.json: a bad record never affects its siblings", () => {
    const kinds = parse("s3-mixed-good-bad.json").map((parsed) => parsed.kind);
    // Record 10 repeats record 0: the parser calls it work, the store a duplicate.
    expect(kinds).toEqual(["work", "dead", "work", "dead", "dead", "dead", "ignore", "dead", "work", "work", "work"]);
    expect(detectorNumbers("s3-mixed-good-bad.json")).toEqual([94, 95, 97, 27, 94]);
  });

  test("s3-encoded-key.json: keys are decoded once, a bad escape is dead", () => {
    expect(parse("s3-encoded-key.json").map((parsed) => parsed.kind)).toEqual([
      "work",
      "work",
      "ignore",
      "dead",
      "dead",
    ]);
    expect(detectorNumbers("s3-encoded-key.json")).toEqual([94, 95]);
  });

  test("s3-trigger-205.json: every detector of an exposure once, eight guiders", () => {
    const work = parse("s3-trigger-205.json").flatMap((parsed) => (parsed.kind === "work" ? [parsed.image] : []));
    expect(detectorNumbers("s3-trigger-205.json").sort((left, right) => left - right)).toEqual(
      Array.from({ length: 205 }, (_, index) => index),
    );
    expect(new Set(work.map((image) => image.exposureId))).toEqual(new Set([2026060300258]));
    expect(work.filter((image) => image.kind === "guider")).toHaveLength(8);
  });

  test("times are UTC: the stamp of the science event is not off by 37 s", () => {
    const [science] = parse("imageinoods-science.json");
    expect(science?.kind === "work" && science.image.eventAtMs).toBeCloseTo(1788315000512.345, 0);
  });

  test("path-vectors.json: every key has the parse or the outcome that the file states", () => {
    const vectors = JSON.parse(readFileSync(join(folder ?? "", "path-vectors.json"), "utf8"));
    for (const { key, ...wanted } of vectors.accept) {
      const parsed = parseImageKey(key, cameras);
      if (parsed.outcome !== "image") throw new Error(`${key}: ${parsed.outcome} ${parsed.reason}`);
      const { exposure, detector, kind } = parsed;
      expect({ key, instrument: exposure.camera.name, id: exposure.exposureId, number: detector.id, kind }).toEqual({
        key,
        instrument: wanted.instrument,
        id: wanted.exposure_id,
        number: wanted.detector,
        kind: wanted.kind,
      });
      expect([exposure.dayObs, exposure.seqNum, exposure.obsId]).toEqual([
        wanted.day_obs,
        wanted.seq_num,
        wanted.obs_id,
      ]);
    }
    for (const { key, outcome } of vectors.other) {
      const parsed = parseImageKey(key, cameras);
      const found = parsed.outcome === "image" ? (parsed.warning ? "accept-warn" : "accept") : parsed.outcome;
      expect({ key, outcome: found }).toEqual({ key, outcome });
    }
  });
});

function detectorNumbers(file: string): number[] {
  return parse(file).flatMap((parsed) => {
    if (parsed.kind !== "work") return [];
    return numberOf(parsed.image.camera, parsed.image.detector) ?? [];
  });
}
