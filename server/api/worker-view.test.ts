/** How old a word may be, and what is said of whoever is silent. */
import { expect, test } from "vitest";
import { heartbeat } from "#contracts/worker.ts";
import { processView, workersOf, workerView } from "./worker-view.ts";

const beat = heartbeat.parse({
  id: "w-0",
  pool: "quick-look",
  pools: ["quick-look", "*"],
  ordinal: 5,
  host: "h",
  pid: 1,
  version: "1",
  state: "busy",
  job: null,
  startedAtMs: 0,
  heartbeatAtMs: 100_000,
  jobsDone: 0,
  jobsFailed: 0,
  rssBytes: 0,
});

test.each([
  [0, "busy"],
  [2400, "busy"],
  [2600, "stale"],
  [5100, "lost"],
])("W8: a worker that was silent for %i ms is %s, and what it did last is told", (silentMs, state) => {
  expect(workerView(beat, 100_000 + silentMs)).toMatchObject({ state, lastState: "busy", heartbeatAgeMs: silentMs });
});

test.each([
  [2000, "alive"],
  [6000, "stale"],
  [11_000, "lost"],
])("W8: another process that was silent for %i ms is %s", (heartbeatAgeMs, state) => {
  const told = {
    role: "gather" as const,
    id: "g",
    host: "h",
    pid: 1,
    version: "1",
    does: "",
    startedAtMs: 0,
    rssBytes: 0,
  };
  expect(processView({ ...told, heartbeatAgeMs }).state).toBe(state);
});

test("a clock that runs behind makes nobody younger than now", () => {
  expect(workerView(beat, 90_000).heartbeatAgeMs).toBe(0);
});

test("a worker's own lanes are those of its ordinal, of pools that it serves and that are cut", () => {
  const cut = [0, 1, 2, 3].map((lane) => ({ pool: "quick-look", lane, lanes: 4 }));
  const lanes = [...cut, { pool: "backlog", lane: 0, lanes: 1 }];
  expect(workerView(beat, 0, lanes).lanes).toEqual([{ pool: "quick-look", lane: 1, lanes: 4 }]);
  expect(workerView({ ...beat, pools: ["wavefront"] }, 0, lanes).lanes).toEqual([]);
  expect(workerView({ ...beat, ordinal: null }, 0, lanes).lanes).toEqual([]);
});

test("Q1: a stale worker still serves its pool, a lost one does not", () => {
  expect(workersOf("quick-look", [workerView(beat, 103_000), workerView(beat, 106_000)])).toBe(1);
});
