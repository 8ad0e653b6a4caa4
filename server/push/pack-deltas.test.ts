/** V6: deltas on the wire. */
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { ExposureDelta } from "#contracts/push.ts";
import { sampleSummary } from "../../fixtures/sample-summary.ts";
import { newestDeltas, packDeltas } from "./pack-deltas.ts";

const delta = (id: string, exposureId: number, revision: number, detectors: string[]): ExposureDelta => ({
  ...{ v: 1, id, exposure: sampleSummary({ exposureId, revision }), detectors },
});

test("V6: of several changes of an exposure only the newest goes over the wire, with the detectors of all", () => {
  const stream = [delta("1-0", 7, 1, ["A"]), delta("2-0", 8, 1, ["A"]), delta("3-0", 7, 2, ["B"])];
  const told = newestDeltas(stream).map(({ id, exposure, detectors }) => [id, exposure.revision, detectors]);
  expect(told).toEqual([
    ["2-0", 1, ["A"]],
    ["3-0", 2, ["A", "B"]],
  ]);
});

test("V6: a pack is gzipped JSON in base64", () => {
  const deltas = [delta("1-0", 7, 1, []), delta("2-0", 8, 1, [])];
  expect(JSON.parse(gunzipSync(Buffer.from(packDeltas(deltas), "base64")).toString())).toEqual({ v: 1, deltas });
});
