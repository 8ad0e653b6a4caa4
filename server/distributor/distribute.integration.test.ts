/** The promises of the intake against a real Redis: nothing lost, nothing doubled, wherever a distributor dies. */
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import type { Job } from "#contracts/job.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { intakeStore } from "#io/redis/intake-store.ts";
import { openJobQueue } from "#io/redis/job-queue.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { readIntake } from "#io/redis/worker-store.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { type DistributorParts, distribute } from "./distribute.ts";

const { redis } = await freshRedis(inject("redisUrl"));
const queue = openJobQueue(redis, "quick-look");
afterAll(async () => {
  await queue.close();
  redis.disconnect();
});
beforeEach(() => redis.flushdb());

const detectors = ["A", "B", "C"].map((name, id) => ({ id, name, x: id, y: 0 }));
const testCam = camera.parse({ name: "TestCam", title: "Test", obsIdCode: "TC", detectors });
const quickLook = { task: "quick-look", taskVersion: "1", config: { sigma: 5 }, configHash: "abc" };
const parts: DistributorParts = {
  cameras: [testCam],
  genericCamera: () => testCam,
  tasksFor: async () => () => ({ tasks: [quickLook], reason: null }),
  intake: intakeStore(redis),
  results: resultStore(redis),
  queue,
  nowMs: Date.now,
};
const image = (detector: string) => ({
  type: "image-arrived",
  v: 1,
  camera: "TestCam",
  exposureId: 2026090100001,
  dayObs: 20260901,
  seqNum: 1,
  detector,
  uri: `file:///images/${detector}.fits`,
});
let offset = 0;
const message = (value: unknown) => ({
  topic: "images",
  position: `images/0@${offset++}`,
  value: Buffer.from(typeof value === "string" ? value : JSON.stringify(value)),
  receivedAtMs: 1000,
});
const waiting = () => queue.view(Date.now()).then((view) => view.waiting);
const kinds = async (values: unknown[], using = parts) =>
  (await distribute(values.map(message), using)).map((outcome) => outcome.kind);

test("E4: an image is queued once, however often its event comes", async () => {
  expect(await kinds([image("A"), image("B"), image("A")])).toEqual(["work", "work", "duplicate"]);
  expect(await kinds([image("A")])).toEqual(["duplicate"]);
  expect(await waiting()).toBe(2);
});

test("E5: a distributor that dies before its jobs are queued loses nothing: the batch comes again and is queued", async () => {
  const dying = { ...parts, queue: { ...queue, add: () => Promise.reject(new Error("killed")) } };
  const batch = [message(image("A")), message(image("B"))];
  await expect(distribute(batch, dying)).rejects.toThrow("killed");
  expect(await waiting()).toBe(0);
  expect((await distribute(batch, parts)).map(({ kind }) => kind)).toEqual(["work", "work"]);
  expect(await waiting()).toBe(2);
});

test("E5: an image whose distributor died is queued by another record that tells of it", async () => {
  const dying = { ...parts, queue: { ...queue, add: () => Promise.reject(new Error("killed")) } };
  await expect(distribute([message(image("A"))], dying)).rejects.toThrow("killed");
  expect(await kinds([image("A")])).toEqual(["duplicate"]);
  expect(await waiting()).toBe(1);
});

test("E5: a distributor that dies between queuing and acknowledging doubles nothing", async () => {
  const markQueued = () => Promise.reject(new Error("killed"));
  const dying = { ...parts, intake: { ...parts.intake, markQueued } };
  await expect(distribute([message(image("A"))], dying)).rejects.toThrow("killed");
  expect(await waiting()).toBe(1);
  await kinds([image("A")]);
  expect(await waiting()).toBe(1);
  expect(await kinds([image("A")])).toEqual(["duplicate"]);
});

const moments = { ...quickLook, task: "moments", configHash: "def" };
const twoTasks = { ...parts, tasksFor: async () => () => ({ tasks: [quickLook, moments], reason: null }) };
const plannedTasks = async () =>
  (await readExposure(redis, "TestCam", 2026090100001))?.images[0]?.tasks.map(({ task, queuedAtMs }) => [
    task,
    queuedAtMs !== null,
  ]);

test("E5: an image of which one task is queued and another is not gets both, each once", async () => {
  const markQueued: DistributorParts["intake"]["markQueued"] = (jobs, atMs) =>
    parts.intake.markQueued(jobs.slice(0, 1), atMs);
  await distribute([message(image("A"))], { ...twoTasks, intake: { ...parts.intake, markQueued } });
  expect(await plannedTasks()).toEqual([
    ["quick-look", true],
    ["moments", false],
  ]);
  expect(await kinds([image("A")], twoTasks)).toEqual(["duplicate"]);
  expect(await plannedTasks()).toEqual([
    ["quick-look", true],
    ["moments", true],
  ]);
  expect(await waiting()).toBe(2);
});

test("E5: where the plan changed before the jobs were queued, whoever queues them says what is waited for", async () => {
  const dying = { ...twoTasks, queue: { ...queue, add: () => Promise.reject(new Error("killed")) } };
  await expect(distribute([message(image("A"))], dying)).rejects.toThrow("killed");
  await kinds([image("A")]);
  expect(await plannedTasks()).toEqual([["quick-look", true]]);
  await kinds([image("A")], twoTasks);
  expect(await plannedTasks()).toEqual([["quick-look", true]]);
});

test("E4: two distributors that read the same events at the same time queue each image once", async () => {
  const events = detectors.map(({ name }) => message(image(name)));
  await Promise.all([distribute(events, parts), distribute(events, parts), distribute(events, parts)]);
  expect(await waiting()).toBe(3);
});

test("E1: a record that several distributors read counts once, as what it was to the first", async () => {
  const messages = [message(image("A")), message(image("A")), message("{")];
  for (let reader = 0; reader < 3; reader += 1) {
    const outcomes = await distribute(messages, parts);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["work", "duplicate", "dead"]);
  }
  const { counts, dead } = await readIntake(redis);
  expect(counts).toEqual({ work: 1, duplicate: 1, dead: 1 });
  expect(dead).toHaveLength(1);
  expect(await waiting()).toBe(1);
});

test("E1 E2 E3: a bad message is counted and kept with its reason, and its neighbours run", async () => {
  const secret = '{"opaqueData":"hunter2","a":1}';
  expect(await kinds(["{", image("A"), secret])).toEqual(["dead", "work", "dead"]);
  const { counts, dead } = await readIntake(redis);
  expect(counts).toEqual({ dead: 2, work: 1 });
  expect(dead.map(({ kind, reason }) => [kind, reason.slice(0, 24)])).toEqual([
    ["dead", "the message has none of "],
    ["dead", "the message is not JSON "],
  ]);
  expect(dead[0]?.source).toMatch(/^images\/0@\d+$/);
  expect(JSON.stringify(dead)).not.toContain("hunter2");
});

test("E6: a sender's failure is recorded on its detector without work, and never replaces a result of pixels", async () => {
  const failure = {
    camera: "TestCam",
    obsid: "2026090100001",
    raft: "R??",
    sensor: "S01",
    statusCode: 1,
    description: "ingest failure: disk full",
  };
  expect(await kinds([failure])).toEqual(["failed"]);
  expect(await waiting()).toBe(0);
  const facts = await readExposure(redis, "TestCam", 2026090100001);
  expect(facts?.results.map(({ detector, error }) => [detector, error?.code])).toEqual([["B", "ingest-failed"]]);
  expect(await kinds([image("B")])).toEqual(["work"]);
});

test("a job carries everything that its worker needs", async () => {
  const jobs: Job[] = [];
  const add = async (added: readonly Job[]) => void jobs.push(...added);
  await distribute([message(image("A"))], { ...parts, queue: { ...queue, add } });
  expect(jobs).toMatchObject([
    {
      id: "TestCam~2026090100001~A~raw~quick-look",
      uris: ["file:///images/A.fits"],
      config: { sigma: 5 },
      configHash: "abc",
      facts: { pixelScaleArcsec: null, timeScale: "UTC" },
      receivedAtMs: 1000,
    },
  ]);
});

test("an image that the selection runs nothing for is ignored with the reason, and leaves no trace to wait for", async () => {
  const tasksFor = async () => () => ({ tasks: [], reason: "pipelines/selection.yaml:3 runs nothing: not wanted" });
  const outcomes = await distribute([message(image("A"))], { ...parts, tasksFor });
  expect(outcomes).toMatchObject([{ kind: "ignore", reason: expect.stringContaining("not wanted"), jobId: null }]);
  expect(await waiting()).toBe(0);
  expect(await readExposure(redis, "TestCam", 2026090100001)).toBeNull();
});
