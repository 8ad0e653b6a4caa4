import { expect, test } from "vitest";
import { eventDelaysMs, mishapOf, truncated } from "./demo-scenario.ts";

const detectors = ["R22_S00", "R22_S01", "R22_S02"];

test("a run has both kinds of mishap, the first early, and is mostly in order", () => {
  const run = Array.from({ length: 60 }, (_, index) => mishapOf(1, index + 1, detectors));
  expect(run.flatMap((mishap, index) => (mishap ? [`${index + 1} ${mishap.kind}`] : []))).toEqual([
    "5 truncated-file",
    "20 missing-event",
    "35 truncated-file",
    "50 missing-event",
  ]);
  for (const mishap of run) if (mishap) expect(detectors).toContain(mishap.detector);
});

test("events of an exposure come in another order each time, within a second", () => {
  const orders = [1, 2, 3, 4, 5, 6].map((exposure) => {
    const delays = [...eventDelaysMs(1, exposure, detectors)];
    for (const [, delay] of delays) expect(delay >= 0 && delay <= 1000).toBe(true);
    return delays
      .sort(([, one], [, other]) => one - other)
      .map(([detector]) => detector)
      .join();
  });
  expect(new Set(orders).size).toBeGreaterThan(1);
});

test("a truncated file keeps its start", () => {
  expect([...truncated(Uint8Array.of(1, 2, 3))]).toEqual([1, 2]);
});
