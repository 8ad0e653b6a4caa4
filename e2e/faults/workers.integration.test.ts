/** Workers that are slow, silent, late, wrong about the time, told to stop or too big: the results stay right. */
import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { restartWanted } from "#contracts/exit-code.ts";
import { openPublisher } from "#io/bus/open-bus.ts";
import { type ExposureFacts, readExposure } from "#io/redis/exposure-store.ts";
import { quarantineStore } from "#io/redis/quarantine-store.ts";
import { readHeartbeats } from "#io/redis/worker-store.ts";
import { expectExactlyOnce } from "../../fixtures/exactly-once.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { plainFrame } from "../../fixtures/plain-frame.ts";
import { processSystem, untilGone, untilSaid } from "../../fixtures/process-system.ts";
import { imageEvents, nightCamera, nightDetectors, nightExposureId, smallFrame } from "../../fixtures/small-night.ts";

const { redis, url } = await freshRedis(inject("redisUrl"));
const topic = randomUUID();
const system = processSystem({ REDIS_URL: url, EVENT_TOPICS: topic, JOB_LEASE_S: "1" });
const small = smallFrame(system.dataDir);
/** Takes seconds. */
const big = join(system.dataDir, "big.fits");
const clock = fileURLToPath(new URL("../../fixtures/skewed-clock.ts", import.meta.url));
let seqNum = 0;

beforeAll(async () => {
  writeFileSync(big, plainFrame({ widthPx: 9000, heightPx: 9000 }));
  await Promise.all([system.start("server/gather/main.ts"), system.start("server/distributor/main.ts")]);
}, 60_000);
afterEach(() => system.killAll("workers/main.ts"));
afterAll(() => system.stop());

async function expose(path: string, where: { camera?: string; detectors?: readonly string[] } = {}) {
  const publisher = await openPublisher({ kafkaBrokers: null, redisUrl: url });
  await publisher.publish(topic, imageEvents([++seqNum], path, where));
  await publisher.close();
  return { camera: nightCamera, exposureIds: [nightExposureId(seqNum)], detectors: nightDetectors, ...where };
}
const one = { camera: "OneCam", detectors: ["main"] };
/** Heartbeats of workers that died stay for a while, so the worker is named. */
const untilBusy = (worker: ChildProcess) =>
  expect
    .poll(async () => (await readHeartbeats(redis, Date.now())).find(({ pid }) => pid === worker.pid)?.job ?? null, {
      timeout: 20_000,
      interval: 5,
    })
    .not.toBeNull();
const byDetector = (exposure: ExposureFacts | undefined) =>
  exposure?.results.toSorted((left, right) => left.detector.localeCompare(right.detector));

test("W1: a worker that is busy for longer than its lease keeps its job", { timeout: 60_000 }, async () => {
  await Promise.all([system.start("workers/main.ts"), system.start("workers/main.ts")]);
  const [exposure] = await expectExactlyOnce(redis, await expose(big, one));
  const result = exposure?.results[0];
  expect(result?.attempts).toBe(1);
  const { claimedAtMs, doneAtMs } = result?.timeline ?? {};
  expect((doneAtMs ?? 0) - (claimedAtMs ?? 0), "the image takes longer than the lease").toBeGreaterThan(1000);
});

test("J1: a worker that lost its claim and finishes late changes nothing: the first result stays", {
  timeout: 60_000,
}, async () => {
  const zombie = await system.start("workers/main.ts", { FAULT_POINT: "ran:stop", WORKER_ORDINAL: "66" });
  const expected = await expose(small);
  await expect.poll(() => stateOf(zombie.pid), { timeout: 20_000 }).toBe("T");
  await system.start("workers/main.ts", { WORKER_ORDINAL: "1" });
  const before = await expectExactlyOnce(redis, expected);
  const ended = untilSaid(zombie, "had its result");
  zombie.kill("SIGCONT");
  await ended;
  const after = await expectExactlyOnce(redis, expected);
  expect(byDetector(after[0])).toEqual(byDetector(before[0]));
  expect(after[0]?.results.filter(({ worker }) => worker.startsWith("quick-look-66-"))).toEqual([]);
  expect(after[0]?.results.map(({ attempts }) => attempts).sort()).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 2]);
});

test.for([60_000, -60_000])(
  "W2: a worker whose clock is off by %i ms: leases, order and instants are right",
  { timeout: 60_000 },
  async (skewMs) => {
    const skewed = { NODE_OPTIONS: `--import=${clock}`, CLOCK_SKEW_MS: String(skewMs) };
    const dying = await system.start("workers/main.ts", { ...skewed, FAULT_POINT: "claimed" });
    const startedAtMs = Date.now();
    const expected = await expose(small);
    expect(await untilGone(dying)).toBe("SIGKILL");
    const good = await system.start("workers/main.ts", skewed);
    const [exposure] = await expectExactlyOnce(redis, expected);
    const endedAtMs = Date.now();
    for (const { timeline } of exposure?.results ?? []) {
      const instants = [timeline.claimedAtMs, timeline.readAtMs, timeline.doneAtMs].map(Number);
      expect(instants).toEqual([...instants].sort((a, b) => a - b));
      expect(instants[0], "after it was published").toBeGreaterThan(startedAtMs - 500);
      expect(instants[2], "before now").toBeLessThan(endedAtMs + 500);
    }
    const beat = (await readHeartbeats(redis, Date.now())).find(({ pid }) => pid === good.pid);
    expect(Math.abs((beat?.clockOffsetMs ?? 0) + skewMs)).toBeLessThan(1000);
    expect(Math.abs((beat?.heartbeatAtMs ?? 0) - Date.now())).toBeLessThan(10_000);
  },
);

test("W3: a worker that is told to stop finishes its job and takes no other", { timeout: 60_000 }, async () => {
  const worker = await system.start("workers/main.ts");
  const expected = await expose(big, one);
  await untilBusy(worker);
  const next = await expose(small);
  worker.kill("SIGTERM");
  expect(await untilGone(worker)).toBe(0);
  const [exposure] = await expectExactlyOnceOf(expected);
  expect(exposure?.results).toMatchObject([{ status: "done", attempts: 1 }]);
  expect((await readExposure(redis, nightCamera, next.exposureIds[0] ?? 0))?.results).toEqual([]);
  await system.start("workers/main.ts");
  await expectExactlyOnce(redis, next);
});

test("W3: a job that takes longer than a stopping worker has time for is done by another", {
  timeout: 60_000,
}, async () => {
  const hasty = await system.start("workers/main.ts", { WORKER_DRAIN_S: "0" });
  const expected = await expose(big, one);
  await untilBusy(hasty);
  hasty.kill("SIGTERM");
  expect(await untilGone(hasty)).toBe(1);
  await system.start("workers/main.ts");
  const [exposure] = await expectExactlyOnce(redis, expected);
  expect(exposure?.results).toMatchObject([{ status: "done", attempts: 2 }]);
});

test("W4: a worker above its memory ceiling ends after the job in hand, to be started again", {
  timeout: 60_000,
}, async () => {
  const grown = await system.start("workers/main.ts", { WORKER_MEMORY_MB: "1" });
  const expected = await expose(small);
  expect(await untilGone(grown)).toBe(restartWanted);
  const done = (await readExposure(redis, nightCamera, expected.exposureIds[0] ?? 0))?.results ?? [];
  expect(done).toMatchObject([{ status: "done", attempts: 1 }]);
  await system.start("workers/main.ts");
  const [exposure] = await expectExactlyOnce(redis, expected);
  expect(exposure?.results.filter(({ attempts }) => attempts > 1)).toEqual([]);
});

test("J7: an image beyond its time is ended and set aside, and the next one runs", { timeout: 60_000 }, async () => {
  await system.start("workers/main.ts", { TASK_TIMEOUT_S: "0.5" });
  const slow = await expose(big, { camera: "SlowCam", detectors: ["main"] });
  await expectExactlyOnce(redis, await expose(small));
  const result = (await readExposure(redis, "SlowCam", slow.exposureIds[0] ?? 0))?.results[0];
  expect(result).toMatchObject({ status: "failed", attempts: 1, error: { code: "timeout" } });
  expect(await quarantineStore(redis).list()).toMatchObject([{ code: "timeout", job: { camera: "SlowCam" } }]);
});

/** Without the check that nothing is left, for a moment at which other work waits. */
async function expectExactlyOnceOf({ camera, exposureIds }: { camera: string; exposureIds: readonly number[] }) {
  const read = async () => Promise.all(exposureIds.map((id) => readExposure(redis, camera, id)));
  await expect
    .poll(async () => (await read()).map((facts) => facts?.summary?.state), { timeout: 30_000 })
    .toEqual(["complete"]);
  return read();
}

/** @returns `T` for a process that is stopped (proc(5)). */
function stateOf(pid: number | undefined): string | undefined {
  return /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
}
