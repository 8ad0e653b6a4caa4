import { expect, test } from "vitest";
import { randomFor } from "#scripts/simulate/random.ts";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { corpus } from "./corpus.ts";
import { fuzz } from "./fuzz.ts";
import { mutate } from "./mutate.ts";
import { readAll } from "./read-all.ts";

if (sharedPath("data") === null) console.info(`only hand-made files are damaged, real ones are ${absent("data")}`);

test("every file is read before it is damaged", { timeout: 60_000 }, () => {
  const seedlings = corpus();
  expect(seedlings.length).toBeGreaterThan(12);
  expect(seedlings.filter(({ bytes }) => readAll(bytes) !== "read").map(({ name }) => name)).toEqual([]);
});

test("the same seed and number give the same damage", () => {
  const seedlings = corpus();
  const damaged = () => mutate(seedlings[0]!, randomFor(1, "fuzz", 7), seedlings);
  expect(damaged()).toEqual(damaged());
});

test("5,000 damaged files give pixels or a FitsError, none hangs, none fills the memory", {
  timeout: 90_000,
}, async () => {
  const report = await fuzz({ inputs: 5000, seed: 1, maxRssBytes: 2 ** 30 });
  console.info(
    `fuzz: ${report.seconds.toFixed(0)} s`,
    report.outcomes,
    report.slowest,
    `${report.peakRssBytes >> 20} MiB`,
  );
  expect(report.failure).toBeNull();
  expect(report.outcomes["read"]).toBeGreaterThan(500);
  for (const code of ["truncated", "bad-header", "unsupported", "not-fits"]) {
    expect([code, report.outcomes[code] ?? 0]).toEqual([code, expect.any(Number)]);
    expect(report.outcomes[code]).toBeGreaterThan(10);
  }
});

test("the fuzzer fails when it should", async () => {
  expect((await fuzz({ inputs: 1, seed: 1, maxRssBytes: 1 })).failure).toMatch(/memory grew/);
});
