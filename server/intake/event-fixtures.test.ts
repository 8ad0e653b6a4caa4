/** Every real event of `../shared/events` ends in exactly the outcome that its README states. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { realDecoders, realEvent } from "../../fixtures/real-event.ts";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { decodeFrame } from "./avro-frame.ts";
import { parseImageKey } from "./image-key.ts";
import { parseEvent } from "./parse-event.ts";

const folder = sharedPath("events");
const cameras = await loadCameras();
const decoders = folder === null ? new Map() : realDecoders(folder);
const parse = (file: string) => parseEvent(realEvent(folder ?? "", file), cameras, { decoders });
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
    ["imageinoods-science.hex", ["work LSSTCam 2026090100123 94 raw"]],
    ["imageinoods-ingest-failure.hex", ["failed LSSTCam 2026090100123 94"]],
    ["imageinoods-empty-fields.hex", ["unattributed"]],
    ["imageinoods-extra-field.hex", ["work LATISS 2026090100045 0 raw"]],
    ["imageinoods-truncated.hex", ["dead"]],
    ["imageinoods-bad-magic.hex", ["dead"]],
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
    ["rucio-raw.json", ["work LATISS 2025011300004 0 raw"]],
    ["rucio-sidecar-object.json", ["work LATISS 2025011300004 0 raw"]],
    ["rucio-python-repr.json", ["ignore"]],
    ["rucio-legacy-flag.json", ["ignore"]],
    ["rucio-truncated.txt", ["dead"]],
  ])("%s", (file, outcome) => {
    expect(told(file)).toEqual(outcome);
  });

  test.each([
    ["imageinoods-truncated.hex", "truncated Avro"],
    ["imageinoods-bad-magic.hex", "wrong magic byte 01"],
    ["s3-usdf-multipart.json", 'no camera "HSC" is configured'],
    ["rucio-python-repr.json", "a data_product is no raw image"],
    ["rucio-legacy-flag.json", "legacy flag"],
    ["rucio-truncated.txt", "not JSON"],
  ])("%s says why: %s", (file, reason) => {
    expect(parse(file)).toEqual([expect.objectContaining({ reason: expect.stringContaining(reason) })]);
  });

  test.each(["science", "ingest-failure", "empty-fields", "extra-field"])(
    "imageinoods-%s.hex decodes to its JSON",
    (name) => {
      const decoded = decodeFrame(realEvent(folder ?? "", `imageinoods-${name}.hex`), decoders);
      const wanted = JSON.parse(readFileSync(join(folder ?? "", `imageinoods-${name}.json`), "utf8"));
      expect({ ...("record" in decoded ? (decoded.record as object) : decoded) }).toEqual(wanted);
    },
  );

  test("a message with an extra field that is read with the schema of another fails and gives no garbage", () => {
    const wrong = new Map([[77, decoders.get(1234)!]]);
    const value = realEvent(folder ?? "", "imageinoods-extra-field.hex");
    expect(parseEvent(value, cameras, { decoders: wrong })).toEqual([
      { kind: "dead", reason: "the bytes are no record of schema 77: truncated Avro" },
    ]);
    // The other way round as well: a field is missing in the bytes.
    const reverse = new Map([[1234, decoders.get(77)!]]);
    const science = realEvent(folder ?? "", "imageinoods-science.hex");
    expect(parseEvent(science, cameras, { decoders: reverse }).map(({ kind }) => kind)).toEqual(["dead"]);
  });

  test("the science vector cut at any byte, or with one more, is dead", () => {
    const whole = realEvent(folder ?? "", "imageinoods-science.hex");
    for (let length = 1; length < whole.byteLength; length++) {
      const [cut] = parseEvent(whole.subarray(0, length), cameras, { decoders });
      expect([length, cut?.kind]).toEqual([length, "dead"]);
    }
    expect(parseEvent(Buffer.concat([whole, Buffer.of(0)]), cameras, { decoders })).toEqual([
      { kind: "dead", reason: "the bytes are no record of schema 1234: trailing bytes behind the record" },
    ]);
  });

  test("without its schema an Avro message is neither dead nor skipped: parsing throws", () => {
    expect(() => parseEvent(realEvent(folder ?? "", "imageinoods-science.hex"), cameras)).toThrow("schema 1234");
  });

  test("rucio-raw.json: the place is the camera's, the time is the transfer's", () => {
    expect(parse("rucio-raw.json")).toMatchObject([
      {
        image: {
          obsId: "AT_O_20250113_000004",
          uri: "s3://rubinobs-raw-latiss/LATISS/20250113/AT_O_20250113_000004/AT_O_20250113_000004_R00_S00.fits",
          eventAtMs: Date.UTC(2025, 2, 20, 20, 15, 9),
        },
      },
    ]);
  });

  test("no event of the folder is left out", () => {
    const events = readdirSync(folder ?? "").filter((file) =>
      /^(imageinoods|s3|rucio|endreadout|nextvisit).*\.(json|hex|txt)$/.test(file),
    );
    const source = readFileSync(new URL(import.meta.url), "utf8");
    expect(events.filter((file) => !source.includes(`"${file}`))).toEqual([]);
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
