/** What holds for an exposure from its first event on: its pattern, its pool, and the detectors that it waits for. */
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import { untouchedControl } from "#contracts/control.ts";
import type { Job } from "#contracts/job.ts";
import { parsePools } from "#io/pipelines/resolve/parse-pools.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { intakeStore } from "#io/redis/intake-store.ts";
import { keys } from "#io/redis/keys.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { exposureDetail } from "#server/api/exposure-detail.ts";
import { summarize } from "#server/gather/summarize.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";
import { type DistributorParts, distribute } from "./distribute.ts";
import { expectSensors } from "./expect-sensors.ts";
import { poolForImages } from "./select-pool.ts";

const { redis } = await freshRedis(inject("redisUrl"));
afterAll(() => redis.disconnect());
let jobs: Job[] = [];
beforeEach(async () => {
  jobs = [];
  await redis.flushdb();
});

const names = ["R22_S00", "R22_S01", "R22_S02", "R00_SW0"];
const testCam = camera.parse({
  name: "TestCam",
  title: "Test",
  obsIdCode: "TC",
  lateAfterS: 60,
  patterns: { edges: ["R22_S00", "R22_S02"] },
  detectors: names.map((name, id) => ({ id, name, x: id, y: 0, purpose: id === 3 ? "wavefront" : "science" })),
});
const rules = parsePools(
  "selection.yaml",
  `pools:
  - when: { arrival: behind }
    pool: backlog
  - when: { purpose: wavefront }
    pool: wavefront
  - when: {}
    pool: quick-look
`,
);
const poolFor = poolForImages(rules);
const parts: DistributorParts = {
  cameras: [testCam],
  genericCamera: () => testCam,
  tasksFor: async () => (each, ofCamera) => ({
    poolOf: (arrival) => poolFor(each, ofCamera, arrival),
    tasks: [{ task: "quick-look", taskVersion: "1", config: {}, configHash: "abc" }],
    reason: null,
  }),
  intake: intakeStore(redis),
  results: resultStore(redis),
  queue: { add: async (added) => void jobs.push(...added) },
  nowMs: Date.now,
};
const idOf = (seqNum: number) => 2026090100000 + seqNum;
const image = (seqNum: number, detector: string) => ({
  type: "image-arrived",
  v: 1,
  camera: "TestCam",
  exposureId: idOf(seqNum),
  dayObs: 20260901,
  seqNum,
  detector,
  uri: `file:///${detector}.fits`,
});
let offset = 0;
const take = (values: unknown[], receivedAtMs = 1000) =>
  distribute(
    values.map((value) => {
      return { topic: "t", position: `t/0@${offset++}`, value: Buffer.from(JSON.stringify(value)), receivedAtMs };
    }),
    parts,
  );
const choosePattern = (pattern: string, version: number) =>
  redis.set(keys.control, JSON.stringify({ ...untouchedControl, version, patterns: { TestCam: pattern } }));
const summary = async (seqNum: number, nowMs = 2000) => {
  const facts = await readExposure(redis, "TestCam", idOf(seqNum));
  if (facts === null) throw new Error("there is no such exposure");
  return { facts, summary: summarize(facts, testCam, nowMs) };
};

test("Q5: detectors outside the pattern are skipped with the reason, and the exposure completes without them", async () => {
  await choosePattern("edges", 1);
  const outcomes = await take(names.map((detector) => image(1, detector)));
  expect(outcomes.map(({ kind }) => kind)).toEqual(["work", "ignore", "work", "ignore"]);
  expect(outcomes[1]?.reason).toBe('R22_S01 is outside of the pattern "edges" that its exposure began with');
  for (const detector of ["R22_S00", "R22_S02"]) {
    await parts.results.keep(sampleResult({ detector, exposureId: idOf(1) }), null);
  }
  const { facts, summary: complete } = await summary(1);
  expect(complete).toMatchObject({ state: "complete", expected: 2, done: 2, pattern: "edges" });
  const beside = { sideRuns: [], previousSeqNum: null, nextSeqNum: null };
  const { detectors } = exposureDetail(facts, complete, testCam, beside);
  expect(detectors.map(({ state }) => state)).toEqual(["done", "skipped", "done", "skipped"]);
});

test("Q5: a change takes effect with the next exposure, also where the first event is of a detector left out", async () => {
  await take([image(1, "R22_S00")]);
  await choosePattern("edges", 1);
  // The exposure began before the change: all of it is analysed.
  expect((await take([image(1, "R22_S01")]))[0]?.kind).toBe("work");
  expect((await take([image(2, "R22_S01")]))[0]?.kind).toBe("ignore");
  await choosePattern("all", 2);
  expect((await take([image(2, "R22_S01"), image(2, "R22_S02")])).map(({ kind }) => kind)).toEqual(["ignore", "work"]);
  expect([(await summary(1)).summary.expected, (await summary(2)).summary.expected]).toEqual([4, 2]);
});

test("Q5: a failure that a sender tells of a detector left out is no failure of the exposure", async () => {
  await choosePattern("edges", 1);
  const failure = { camera: "TestCam", obsid: String(idOf(1)), raft: "R??", statusCode: 1, description: "disk full" };
  const outcomes = await take([
    { ...failure, sensor: "S01" },
    { ...failure, sensor: "S02" },
  ]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(["ignore", "failed"]);
});

test("Q5: texts that take turns follow the exposures' numbers", async () => {
  await choosePattern("edges|!edges", 1);
  const kinds = async (seqNum: number) =>
    (await take(names.map((name) => image(seqNum, name)))).map(({ kind }) => kind);
  expect(await kinds(2)).toEqual(["work", "ignore", "work", "ignore"]);
  expect(await kinds(3)).toEqual(["ignore", "work", "ignore", "work"]);
});

test("Q1: the rules send wavefront images, and exposures that are behind, to pools of their own", async () => {
  await take(names.map((detector) => image(5, detector)));
  expect(jobs.map(({ pool }) => pool)).toEqual(["quick-look", "quick-look", "quick-look", "wavefront"]);
  jobs = [];
  // Told of a little late, beside its neighbour: still live. A minute later: lost before, and published again.
  await take([image(4, "R22_S00")], 30_000);
  await take([image(3, "R22_S00")], 91_000);
  await take([image(2, "R22_S00")], 91_000);
  await take([image(6, "R22_S00")], 91_000);
  expect(jobs.map(({ seqNum, pool }) => [seqNum, pool])).toEqual([
    [4, "quick-look"],
    [3, "backlog"],
    [2, "backlog"],
    [6, "quick-look"],
  ]);
});

test("E9: endReadout is no work, and makes a row that waits for the pattern's detectors", async () => {
  await choosePattern("edges", 1);
  const event = { requestedExposureTime: 30, timestampAcquisitionStart: 0, timestampEndOfReadout: 1 };
  const [outcome] = await take([{ ...event, imageName: "TC_O_20260901_000001" }]);
  expect([outcome?.kind, jobs]).toEqual(["ignore", []]);
  expect((await summary(1)).summary).toMatchObject({ state: "pending", expected: 2, obsId: "TC_O_20260901_000001" });
  expect((await summary(1, 70_000)).summary.state).toBe("late");
});

const list = (detectors: readonly string[]) => ({
  obsId: "TC_O_20260901_000001",
  expectedSensors: Object.fromEntries(detectors.map((name) => [name, "SCIENCE"])),
});

test("E9: expected sensors say what an exposure waits for, also when they come last", async () => {
  await take([image(1, "R22_S00"), image(1, "R22_S01")]);
  expect((await summary(1)).summary.expected).toBe(4);
  expect((await take([list(["R22_S00", "R22_S01", "R22_S99"])]))[0]?.kind).toBe("ignore");
  for (const detector of ["R22_S00", "R22_S01"]) {
    await parts.results.keep(sampleResult({ detector, exposureId: idOf(1) }), null);
  }
  expect((await summary(1)).summary).toMatchObject({ state: "complete", expected: 2 });
  // Another list of the same exposure changes its mind, and the deadline counts again.
  await take([list(["R22_S00", "R22_S01", "R22_S02"])]);
  expect((await summary(1)).summary).toMatchObject({ state: "partial", expected: 3 });
  expect(await redis.zscore("fl:open", `TestCam ${idOf(1)}`)).toBe("61000");
});

test("E9: the object beside the images is read, and nothing waits for it", async () => {
  const asked: string[] = [];
  const record = { s3: { bucket: { name: "raw" }, object: { key: "TestCam/x_expectedSensors.json" } } };
  const expectFrom = (uri: string) => void asked.push(uri);
  const message = { topic: "t", position: "t/0@s3", value: Buffer.from(JSON.stringify({ Records: [record] })) };
  const outcomes = await distribute([{ ...message, receivedAtMs: 1000 }], { ...parts, expectFrom });
  expect([outcomes[0]?.kind, asked]).toEqual(["ignore", ["s3://raw/TestCam/x_expectedSensors.json"]]);
  const troubles: string[] = [];
  const onTrouble = (error: Error) => void troubles.push(error.message);
  const means = { cameras: [testCam], intake: parts.intake, onTrouble };
  await expectSensors("s3://raw/a", 1000, {
    ...means,
    read: async () => Buffer.from(JSON.stringify(list(["R22_S00"]))),
  });
  expect((await summary(1)).summary.expected).toBe(1);
  await expectSensors("s3://raw/b", 1000, { ...means, read: () => Promise.reject(new Error("no such object")) });
  await expectSensors("s3://raw/c", 1000, { ...means, read: async () => Buffer.from("[]") });
  expect(troubles).toEqual([
    "s3://raw/b does not say which images will come: no such object",
    "s3://raw/c does not say which images will come: expectedSensors without usable JSON",
  ]);
});
