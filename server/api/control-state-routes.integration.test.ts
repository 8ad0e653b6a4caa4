/** Control over HTTP: who may change what, on which state, and the trace that every change leaves. */
import { createHash } from "node:crypto";
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import { controlAnswer } from "#contracts/control.ts";
import { openJobPools } from "#io/redis/job-pools.ts";
import { writeHeartbeat } from "#io/redis/worker-store.ts";
import { apiParts } from "../../fixtures/api-parts.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { sampleJob } from "../../fixtures/sample-job.ts";
import { openApi } from "./open-api.ts";

const { redis } = await freshRedis(inject("redisUrl"));
const pools = openJobPools(redis, { known: ["quick-look", "wavefront"] });
const detectors = ["A", "B", "C"].map((name, id) => ({ id, name, x: id, y: 0 }));
const testCam = camera.parse({ name: "TestCam", title: "Test", detectors, patterns: { edges: ["A", "C"] } });
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const api = await openApi(
  apiParts(redis, {
    access: {
      tokens: [
        { name: "ada", role: "operator", sha256: sha256("ada-token") },
        { name: "vic", role: "viewer", sha256: sha256("vic-token") },
      ],
      isLocal: false,
    },
    cameras: [testCam],
    cameraOf: () => testCam,
    pools,
    nowMs: () => 10_000,
  }),
);
afterAll(async () => {
  await api.close();
  await pools.close();
  redis.disconnect();
});
beforeEach(() => redis.flushdb());

const read = async () => controlAnswer.parse((await api.inject({ method: "GET", url: "/api/control" })).json());
const put = (path: string, body: unknown, token: string | null = "ada-token") =>
  api.inject({
    method: "PUT",
    url: `/api/control/${path}`,
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    payload: typeof body === "string" ? body : JSON.stringify(body),
  });
const reason = "the queue grows";

test("Q7: untouched control is the defaults, and tells of pools without workers", async () => {
  await writeHeartbeat(redis, {
    id: "w-0",
    pool: "quick-look",
    pools: ["quick-look"],
    host: "h",
    pid: 1,
    version: "1",
    state: "idle",
    job: null,
    startedAtMs: 0,
    heartbeatAtMs: 9500,
    jobsDone: 0,
    jobsFailed: 0,
    rssBytes: 1,
    lastJob: null,
    warmStartS: null,
    clockOffsetMs: 0,
  });
  const { control, pools: known, cameras } = await read();
  expect(control.version).toBe(0);
  expect(known).toEqual([
    { name: "quick-look", policy: "oldest-first", batchSize: 1, isPaused: false, waiting: 0, workers: 1 },
    { name: "wavefront", policy: "oldest-first", batchSize: 1, isPaused: false, waiting: 0, workers: 0 },
  ]);
  expect(cameras).toEqual([{ camera: "TestCam", pattern: "all", chosen: 3, detectors: 3, names: ["all", "edges"] }]);
});

test("Q7: an operator changes a pattern and a pool; each change is a version, and stands in the log with its reason", async () => {
  const changed = await put("patterns/TestCam", { version: 0, reason, pattern: "edges" });
  expect(changed.statusCode).toBe(200);
  expect((await put("pools/quick-look", { version: 1, reason, policy: "newest-first" })).statusCode).toBe(200);
  const { control, cameras } = await read();
  expect(control).toMatchObject({ version: 2, changedBy: "ada", reason, changedAtMs: 10_000 });
  expect(control.pools["quick-look"]).toEqual({ policy: "newest-first", batchSize: 1, isPaused: false });
  expect(cameras[0]).toMatchObject({ pattern: "edges", chosen: 2 });
  const { entries } = (await api.inject({ method: "GET", url: "/api/audit" })).json();
  expect(entries).toMatchObject([
    { action: "pool:change", target: "pool quick-look", actor: { name: "ada" }, reason },
    { action: "pattern:change", target: "TestCam", before: "all", after: "edges", reason },
  ]);
});

test("Q3: a new policy reorders what waits in the pool", async () => {
  for (const seqNum of [1, 2]) await pools.add([sampleJob({ seqNum })]);
  await put("pools/quick-look", { version: 0, reason, policy: "newest-first" });
  expect(await redis.lrange("fl:queue:quick-look:wait", -1, -1)).toEqual(["TestCam~2026090100002~A~raw~quick-look"]);
});

test("Q7: who decided on a state that is gone is told by whom it was changed, and nothing happens", async () => {
  await put("patterns/TestCam", { version: 0, reason, pattern: "edges" });
  const late = await put("patterns/TestCam", { version: 0, reason: "I did not look", pattern: "A" });
  expect([late.statusCode, late.json().detail]).toEqual([409, expect.stringMatching(/version 1 is there, of ada/)]);
  expect((await read()).cameras[0]?.pattern).toBe("edges");
  const both = await Promise.all(["A", "B"].map((pattern) => put("patterns/TestCam", { version: 1, reason, pattern })));
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
});

test.each([
  ["nobody", null, 401],
  ["a viewer", "vic-token", 403],
])("Q7: %s changes nothing and leaves no trace", async (_, token, status) => {
  const answered = await put("pools/quick-look", { version: 0, reason, isPaused: true }, token);
  expect([answered.statusCode, answered.headers["content-type"]]).toEqual([
    status,
    expect.stringContaining("problem+json"),
  ]);
  expect((await read()).control.version).toBe(0);
  expect((await api.inject({ method: "GET", url: "/api/audit" })).json().entries).toEqual([]);
});

test.each([
  ["patterns/TestCam", { version: 0, reason, pattern: "R99_*" }, 400, /"R99_\*" chooses no detector of TestCam/],
  ["patterns/TestCam", { version: 0, reason: "", pattern: "all" }, 400, /reason/],
  ["patterns/NoCam", { version: 0, reason, pattern: "all" }, 404, /no camera "NoCam"/],
  ["pools/none", { version: 0, reason, isPaused: true }, 404, /no pool "none"; there are quick-look, wavefront/],
  ["pools/quick-look", { version: 0, reason }, 400, /changes nothing/],
  ["pools/quick-look", { version: 0, reason, batchSize: 0 }, 400, /batchSize/],
  ["pools/quick-look", "{", 400, /JSON/],
])("%s %j is refused in words", async (path, body, status, words) => {
  const answered = await put(path, body);
  expect([answered.statusCode, answered.json().detail]).toEqual([status, expect.stringMatching(words)]);
});
