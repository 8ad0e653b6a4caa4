/** Jobs of an external program through the real queue and a real worker process: whatever the script does, the worker lives. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { workKey } from "#contracts/identity.ts";
import type { Job } from "#contracts/job.ts";
import { readDepth, readExposure } from "#io/redis/exposure-store.ts";
import { intakeStore } from "#io/redis/intake-store.ts";
import { openJobQueue } from "#io/redis/job-queue.ts";
import { readHeartbeats } from "#io/redis/worker-store.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { plainFrame } from "../../fixtures/plain-frame.ts";
import { processSystem } from "../../fixtures/process-system.ts";
import { isRunning } from "../../fixtures/programs/is-running.ts";
import { noPython, pythonWith } from "../../fixtures/programs/python.ts";
import { sampleRequest } from "../../fixtures/programs/sample-request.ts";

const isAbsent = pythonWith([]) === null;
if (isAbsent) console.log(noPython([]));
const { redis, url } = await freshRedis(inject("redisUrl"));
const programsDir = fileURLToPath(new URL("../../fixtures/programs", import.meta.url));
const secrets = { KAFKA_PASSWORD: "secret", AWS_SECRET_ACCESS_KEY: "secret" };
const system = processSystem({ REDIS_URL: url, PROGRAMS_DIR: programsDir, ...secrets });
const queue = openJobQueue(redis, "quick-look");
afterAll(async () => {
  await queue.close();
  await system.stop();
  redis.disconnect();
});

const camera = "ProgramCam";
const frame = plainFrame({ widthPx: 100, heightPx: 80 });
const resultOf = async (seqNum: number) => (await readExposure(redis, camera, 2026090100000 + seqNum))?.results[0];
async function until(seqNum: number) {
  await expect.poll(() => resultOf(seqNum), { timeout: 20_000, interval: 20 }).toBeDefined();
  return resultOf(seqNum);
}

async function add(seqNum: number, task: string, config: Record<string, unknown> = {}): Promise<void> {
  const path = join(system.dataDir, `${seqNum}.fits`);
  writeFileSync(path, frame);
  const { kind, facts, detector } = sampleRequest();
  const image = { camera, exposureId: 2026090100000 + seqNum, detector, kind };
  const place = { dayObs: 20260901, seqNum, obsId: null };
  const instants = { eventAtMs: null, receivedAtMs: Date.now() };
  const announcement = { ...image, ...place, ...instants, deadlineAtMs: Date.now() + 90_000, source: `test@${seqNum}` };
  await intakeStore(redis).announce([{ ...announcement, uris: [`file://${path}`], tasks: [task] }]);
  const ofTask = {
    pool: "quick-look",
    task,
    taskVersion: "1",
    config,
    configHash: "abc",
    uris: [`file://${path}`],
    facts,
  };
  const job: Job = {
    v: 1,
    id: workKey(image, task),
    ...image,
    ...place,
    ...ofTask,
    ...instants,
    queuedAtMs: Date.now(),
  };
  await queue.add([job]);
}

describe.skipIf(isAbsent)("a worker with a program", () => {
  const wanted: [seqNum: number, task: string, config: Record<string, unknown>][] = [
    [1, "faulty", {}],
    [2, "faulty", {}],
    [3, "faulty", { do: "sigkill" }],
    [4, "faulty", {}],
    [5, "faulty", { do: "hang" }],
    [6, "quick-look", {}],
    [7, "faulty", { do: "garbage" }],
    [8, "faulty", { do: "environment" }],
    [9, "no-such-task", {}],
    [10, "faulty", {}],
    [11, "faulty", { do: "talk" }],
  ];
  beforeAll(async () => {
    await system.start("workers/main.ts");
    for (const [seqNum, task, config] of wanted) await add(seqNum, task, config);
  });

  test("J5: numbers of the program stand in the result with their provenance", async () => {
    expect(await until(1)).toMatchObject({
      status: "done",
      task: "faulty",
      taskVersion: "1",
      metrics: { faulty_bytes: frame.length },
      header: { exposureTimeS: 30 },
      input: { bytes: frame.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), hdu: null },
      attempts: 1,
      timingsMs: { measure: expect.any(Number) },
    });
  });

  test("it stays between images, and is another one after a crash", async () => {
    const pids = [await until(1), await until(2), await until(4)].map((result) => result?.metrics["faulty_pid"]);
    expect(pids[1]).toBe(pids[0]);
    expect(pids[2]).not.toBe(pids[0]);
  });

  test.each([
    [3, "program-crash", /SIGKILL.*eating memory/s],
    [5, "timeout", /more than 1\.5 s/],
    [7, "program-protocol", /no JSON: "Hello/],
    [9, "internal", /no task "no-such-task"/],
  ])("J7: image %i fails at once as %s, in words for a person", async (seqNum, code, message) => {
    const error = { code, message: expect.stringMatching(message) };
    expect(await until(seqNum)).toMatchObject({ status: "failed", attempts: 1, error });
  });

  test("J11: what a program says of an image is kept with its result, without secrets", async () => {
    const result = await until(11);
    const depth = result && (await readDepth(redis, result));
    const [log] = depth?.logs ?? [];
    expect(log?.task).toBe("faulty");
    expect(log?.lines.filter((line) => line.startsWith(" "))).toEqual([
      "  connecting to redis://…@host/0",
      "  12 stars",
    ]);
    expect(log?.lines.at(-1)).toMatch(/^\d+\.\d{3} s {2}done: 3 metrics, 0 pictures$/);
    expect(result?.log).toEqual([]);
    const failed = await until(3);
    expect((failed && (await readDepth(redis, failed)))?.logs[0]?.lines.at(-1)).toMatch(/failed: program-crash$/);
  });

  test("secrets of the worker are not seen by its programs", async () => {
    const seen = (await until(8))?.missing["faulty_bytes"]?.split(",") ?? [];
    expect(seen).toContain("PATH");
    for (const secret of ["REDIS_URL", ...Object.keys(secrets)]) expect(seen).not.toContain(secret);
  });

  test("one worker lived through all of it, and did the images of the pixel task between", async () => {
    const results = await Promise.all(wanted.map(([seqNum]) => until(seqNum)));
    expect(new Set(results.map((result) => result?.worker)).size).toBe(1);
    expect(await until(6)).toMatchObject({ task: "quick-look", input: { hdu: 0 } });
    expect(await until(10)).toMatchObject({ status: "done" });
    expect(await readHeartbeats(redis, Date.now())).toHaveLength(1);
  });
});

test.skipIf(isAbsent || process.platform !== "linux")("a worker that is killed leaves no program behind", async () => {
  const worker = await system.start("workers/main.ts", { WORKER_POOL: "quick-look" });
  await add(20, "faulty");
  const pid = Number((await until(20))?.metrics["faulty_pid"]);
  expect(isRunning(pid)).toBe(true);
  await Promise.all((await readHeartbeats(redis, Date.now())).map((beat) => process.kill(beat.pid, "SIGKILL")));
  await system.kill(worker);
  await expect.poll(() => isRunning(pid), { timeout: 10_000, interval: 20 }).toBe(false);
});
