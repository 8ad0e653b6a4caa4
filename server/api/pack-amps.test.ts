/** SPEC F1: amplifiers of an exposure in columns. */
import { expect, test } from "vitest";
import type { AmpMetrics } from "#contracts/amp.ts";
import { exposureAmps } from "#contracts/exposure-amps.ts";
import { packAmps } from "./pack-amps.ts";

const box = { left: 0, bottom: 0, width: 256, height: 512 };
function amp(name: string, changes: Partial<AmpMetrics> = {}): AmpMetrics {
  return {
    amp: name,
    hdu: 1,
    overscan_median: 1000,
    overscan_std: 4,
    read_noise: 6,
    amp_median: 20,
    n_saturated: 0,
    gain: 1.5,
    overscanPixels: 10,
    dataPixels: 10,
    missing: {},
    ...changes,
  };
}
const table = (detector: string, task: string, amps: AmpMetrics[], kind = "raw") => ({ detector, kind, task, amps });
const planned = (...tasks: string[]) =>
  tasks.map((task) => ({ task, queuedAtMs: null, gatheredAtMs: null, pushedAtMs: null }));

test("F1: values stand detector by detector, an arrangement and a reason are told once", () => {
  const left = { ...amp("C00"), box };
  const right = {
    ...amp("C01", { gain: null, read_noise: null, missing: { gain: "no gain", read_noise: "no gain" } }),
  };
  const packed = packAmps(
    [],
    [
      table("B", "t", [left, { ...right, box: { ...box, left: 256 } }]),
      table("A", "t", [
        { ...left, read_noise: 7 },
        { ...right, box: { ...box, left: 256 } },
      ]),
      table("Z", "t", [amp("one")]),
    ],
    ["A", "B"],
  );
  expect(packed.detectors).toEqual([
    { detector: "A", layout: 0 },
    { detector: "B", layout: 0 },
    { detector: "Z", layout: 1 },
  ]);
  expect(packed.layouts).toEqual([
    { amps: ["C00", "C01"], boxes: [box, { ...box, left: 256 }] },
    { amps: ["one"], boxes: null },
  ]);
  expect(packed.values.read_noise).toEqual([7, null, 6, null, 6]);
  expect(packed.reasons).toEqual(["no gain"]);
  expect(packed.why).toEqual({ read_noise: [null, 0, null, 0, null], gain: [null, 0, null, 0, null] });
  expect(exposureAmps.parse({ camera: "T", exposureId: 2026090100001, run: "first", ...packed })).toMatchObject(packed);
});

test("F1: a detector has the table of its first planned task, and of its raw image before a guider's", () => {
  const images = [
    { detector: "A", kind: "raw" as const, tasks: planned("isr", "quick-look") },
    { detector: "G", kind: "guider" as const, tasks: planned("quick-look") },
  ];
  const packed = packAmps(
    images,
    [
      table("A", "quick-look", [amp("x", { gain: 2 })]),
      table("A", "isr", [amp("x", { gain: 3 })]),
      table("A", "isr", [amp("x", { gain: 4 })], "guider"),
      table("G", "quick-look", [amp("x", { gain: 5 })], "guider"),
    ],
    [],
  );
  expect(packed.values.gain).toEqual([3, 5]);
  expect(packAmps([], [], []).detectors).toEqual([]);
});
