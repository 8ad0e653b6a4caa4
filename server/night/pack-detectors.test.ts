/** SPEC G7: values of a night's detectors in columns. */
import { expect, test } from "vitest";
import type { MeasuredResult } from "#io/redis/measured-store.ts";
import { metricsByDetector, packDetectors, valuesOfDetectors } from "./pack-detectors.ts";

const result = (detector: string, task: string, metrics: Record<string, number | null>): MeasuredResult => ({
  detector,
  kind: "raw",
  task,
  status: "done",
  metrics,
});

test("G7: the value is that of the first task that has it; missing stays null", () => {
  const images = ["A", "B"].map((detector) => ({
    detector,
    kind: "raw" as const,
    eventAtMs: null,
    receivedAtMs: null,
    uris: [],
    tasks: ["first", "second"].map((task) => ({ task, queuedAtMs: null, gatheredAtMs: null, pushedAtMs: null })),
  }));
  const results = [
    result("A", "second", { sky: 9, fwhm: 3 }),
    result("A", "first", { sky: 1 }),
    result("B", "first", { sky: null }),
    result("C", "first", {}),
  ];
  expect([...valuesOfDetectors({ images, results }, "sky")]).toEqual([
    ["A", 1],
    ["B", null],
  ]);
  expect([...valuesOfDetectors({ images, results }, "fwhm")]).toEqual([["A", 3]]);
  expect(valuesOfDetectors({ images: [], results: [] }, "sky").size).toBe(0);
  const all = metricsByDetector({ images, results });
  expect([...all.keys()].sort()).toEqual(["fwhm", "sky"]);
  for (const [metric, values] of all) expect(values).toEqual(valuesOfDetectors({ images, results }, metric));
});

test("G7: rows have the camera's order, strangers behind it, and null where nothing was measured", () => {
  const rows = [
    new Map<string, number | null>([
      ["Z", 5],
      ["B", 2],
    ]),
    new Map([["A", 1]]),
    new Map<string, number | null>(),
  ];
  expect(packDetectors(rows, ["A", "B", "C"])).toEqual({
    detectors: ["A", "B", "Z"],
    values: [null, 2, 5, 1, null, null, null, null, null],
  });
  expect(packDetectors([], ["A"])).toEqual({ detectors: [], values: [] });
});
