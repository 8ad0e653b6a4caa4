/** How old a word may be, and what is said of whoever is silent. */
import { expect, test } from "vitest";
import { heartbeat } from "#contracts/worker.ts";
import { processViews, workersOf, workerView, workerViews } from "./worker-view.ts";

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
    upMs: 5000,
    rssBytes: 0,
  };
  expect(processViews([{ ...told, heartbeatAgeMs }])).toMatchObject([{ state }]);
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

test("W8: a lost worker whose number another of its host has had since is replaced, and serves nothing", () => {
  const lost = { ...beat, id: "old" };
  const views = (changes: object) => workerViews([lost, { ...beat, heartbeatAtMs: 190_000, ...changes }], 190_000);
  const statesOf = (changes: object) => views(changes).map(({ state }) => state);
  expect(statesOf({ startedAtMs: 101_000 })).toEqual(["replaced", "busy"]);
  expect(workersOf("quick-look", views({ startedAtMs: 101_000 }))).toBe(1);
  expect(statesOf({ startedAtMs: 101_000, ordinal: 6 })).toEqual(["lost", "busy"]);
  expect(statesOf({ startedAtMs: 101_000, host: "other" })).toEqual(["lost", "busy"]);
  // One that ran beside it is no successor.
  expect(statesOf({ startedAtMs: 99_000 })).toEqual(["lost", "busy"]);
});

test("W8: a lost process is replaced by one of its kind and host that began since", () => {
  const one = { role: "gather" as const, id: "g", host: "h", pid: 1, version: "1", does: "", rssBytes: 0 };
  const lost = { ...one, upMs: 90_000, heartbeatAgeMs: 30_000 };
  const statesOf = (next: object) =>
    processViews([lost, { ...one, upMs: 20_000, heartbeatAgeMs: 1000, ...next }]).map(({ state }) => state);
  expect(statesOf({})).toEqual(["replaced", "alive"]);
  expect(statesOf({ upMs: 80_000 })).toEqual(["lost", "alive"]);
  expect(statesOf({ host: "other" })).toEqual(["lost", "alive"]);
});
