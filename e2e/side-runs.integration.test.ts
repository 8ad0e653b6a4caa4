/** SPEC R: real processes run exposures again beside their first results. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { imageTopic } from "#contracts/topics.ts";
import { openPublisher } from "#io/bus/open-bus.ts";
import { openJobPools } from "#io/redis/job-pools.ts";
import { openApi } from "#server/api/open-api.ts";
import { apiParts, sideRuns } from "../fixtures/api-parts.ts";
import { freshRedis } from "../fixtures/fresh-redis.ts";
import { plainFrame } from "../fixtures/plain-frame.ts";
import { processSystem, untilGone } from "../fixtures/process-system.ts";

const { redis, url } = await freshRedis(inject("redisUrl"));
const system = processSystem({ REDIS_URL: url });
const pools = openJobPools(redis);
const sha256 = (bytes: string) => createHash("sha256").update(bytes).digest("hex");
const access = {
  tokens: [
    { name: "vera", role: "operator" as const, sha256: sha256("s3cret") },
    { name: "guest", role: "viewer" as const, sha256: sha256("look") },
  ],
  isLocal: true,
};
const api = await openApi(apiParts(redis, { access, pools, sideRuns: sideRuns(redis, { queue: pools }) }));
afterAll(async () => {
  await Promise.all([api.close(), pools.close(), system.stop()]);
  redis.disconnect();
});

const camera = "RunCam";
const exposures = [1, 2, 3].map((seqNum) => 2026090100000 + seqNum);
const get = async (path: string) => (await api.inject({ method: "GET", url: path })).json();
const detail = (id: number, run = "") => get(`/api/cameras/${camera}/exposures/${id}${run && `?run=${run}`}`);
const post = (body: object, token = "s3cret") =>
  api.inject({
    method: "POST",
    url: "/api/runs",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    payload: JSON.stringify(body),
  });
const request = (run: string, changes: object = {}) => ({
  run,
  camera,
  selection: { dayObs: 20260901 },
  pipeline: "quick-look",
  ...changes,
});
const finished = (run: string) =>
  expect.poll(async () => (await get(`/api/runs/${run}`)).state, { timeout: 60_000, interval: 100 }).toBe("finished");

/** Every byte of exposures, nights, deltas and failures that is not a side run's: keys in Redis, and pictures. */
async function firstResults(): Promise<Record<string, string>> {
  const told =
    /^fl:(results|depth|exposure|announced|queued|gathered|pushed|nights?|cameras|open|deltas|changes|failures)(:[^@]*)?$/;
  const found: Record<string, string> = {};
  for (const key of (await redis.keys("fl:*")).sort()) {
    if (!told.test(key)) continue;
    found[key] = sha256((await redis.dumpBuffer(key)).toString("base64"));
  }
  const objects = join(system.dataDir, "objects");
  for (const path of (readdirSync(objects, { recursive: true }) as string[]).sort()) {
    if (path.endsWith(".jpg") && !path.includes("~")) found[path] = sha256(readFileSync(join(objects, path), "base64"));
  }
  return found;
}
let before: Record<string, string>;

beforeAll(async () => {
  for (const file of ["server/distributor/main.ts", "server/gather/main.ts", "workers/main.ts"]) {
    await system.start(file);
  }
  const publisher = await openPublisher({ kafkaBrokers: null, redisUrl: url });
  for (const [index, exposureId] of exposures.entries()) {
    const path = join(system.dataDir, `${exposureId}.fits`);
    writeFileSync(path, plainFrame({ widthPx: 400, heightPx: 300, seed: index + 1 }));
    const identity = { camera, exposureId, dayObs: 20260901, seqNum: index + 1, detector: "main" };
    await publisher.publish(imageTopic, [
      JSON.stringify({ type: "image-arrived", v: 1, ...identity, uri: `file://${path}` }),
    ]);
  }
  await publisher.close();
}, 60_000);

test("R1 R2: the same configuration in a side run gives the same numbers, and no byte of the first results changes", async () => {
  for (const id of exposures) {
    await expect.poll(async () => (await detail(id)).state, { timeout: 60_000, interval: 100 }).toBe("complete");
  }
  await expect.poll(() => redis.xlen("fl:changes"), { timeout: 10_000 }).toBe(0);
  before = await firstResults();
  const answer = await post(request("again"));
  expect([answer.statusCode, answer.json().detail]).toEqual([202, undefined]);
  expect(answer.json()).toMatchObject({
    jobs: 3,
    exposures,
    createdBy: "vera",
    state: expect.stringMatching(/running|fini/),
  });
  await finished("again");
  expect(await firstResults()).toEqual(before);
  expect(Object.keys(before).filter((key) => key.startsWith("fl:results:"))).toHaveLength(3);
  for (const id of exposures) {
    const [first, side] = [await detail(id), await detail(id, "again")];
    expect(first).toMatchObject({ run: "first", sideRuns: ["again"], state: "complete" });
    expect(side).toMatchObject({ run: "again", state: "complete", expected: 1, done: 1 });
    expect(side.detectors[0].metrics).toEqual(first.detectors[0].metrics);
    expect(side.detectors[0].configHash).toBe(first.detectors[0].configHash);
    const compared = await get(`/api/runs/compare?camera=${camera}&exposureId=${id}&a=first&b=again`);
    expect(compared).toMatchObject({ isIdentical: true });
    expect(compared.metrics.find(({ metric }: { metric: string }) => metric === "sky_bg")).toMatchObject({
      n: 1,
      medianDifference: 0,
      maxAbsDifference: 0,
    });
  }
}, 90_000);

test("R2 R3 R4: another configuration gives other numbers beside the first ones, and its hash leads back to it", async () => {
  const overrides = [{ label: "quickLook", field: "detectionMinAreaPx", value: 60 }];
  const answer = await post(request("deep", { selection: { exposures: exposures.slice(0, 1) }, overrides }));
  expect([answer.statusCode, answer.json().jobs]).toEqual([202, 1]);
  await finished("deep");
  expect(await firstResults()).toEqual(before);
  const compared = await get(`/api/runs/compare?camera=${camera}&exposureId=${exposures[0]}&a=first&b=deep`);
  const sources = compared.metrics.find(({ metric }: { metric: string }) => metric === "n_sources_5");
  expect(compared.isIdentical).toBe(false);
  expect(sources.medianDifference).toBe(sources.medianB - sources.medianA);
  expect(sources.medianDifference).toBeLessThan(0);
  const side = await detail(exposures[0] ?? 0, "deep");
  expect((await get(`/api/configs/${side.detectors[0].configHash}`)).config).toMatchObject({ detectionMinAreaPx: 60 });
  expect((await get("/api/runs")).runs.map(({ run }: { run: string }) => run)).toEqual(["deep", "again"]);
}, 90_000);

test("R3: the same request again changes nothing; another one under the same name is refused", async () => {
  const again = await post(request("again"));
  expect([again.statusCode, again.json().done]).toEqual([202, 3]);
  const other = await post(request("again", { selection: { exposures: exposures.slice(0, 1) } }));
  expect([other.statusCode, other.json().detail]).toEqual([409, expect.stringContaining('a run "again"')]);
  await expect
    .poll(async () => (await pools.counts(Date.now())).every(({ waiting }) => waiting === 0), { timeout: 20_000 })
    .toBe(true);
  expect((await get("/api/runs/again")).done).toBe(3);
});

test.each([
  [{ pipeline: "quick-lok" }, 400, /no pipeline/],
  [{ overrides: [{ label: "quickLook", field: "detectionSigma", value: 3 }] }, 400, /detectionSigma/],
  [{ overrides: [{ label: "quickLook", field: "detectionSigmas", value: -3 }] }, 400, /detectionSigmas/],
  [{ selection: { dayObs: 20260902 } }, 400, /no image/],
  [{ run: "first" }, 400, /run: is taken/],
])("a run with %j is refused with %i and leaves no trace", async (changes, status, problem) => {
  const answer = await post(request("wrong", changes));
  expect([answer.statusCode, answer.json().detail]).toEqual([status, expect.stringMatching(problem)]);
  expect((await api.inject({ method: "GET", url: "/api/runs/wrong" })).statusCode).toBe(404);
});

test("starting a run needs the role operator, and is in the audit log", async () => {
  expect((await post(request("other"), "look")).statusCode).toBe(403);
  expect((await post(request("other"), "wrong")).statusCode).toBe(401);
  const { entries: all } = await get("/api/audit");
  const entries = all.filter(({ action }: { action: string }) => action === "run:start");
  expect(entries[0]).toMatchObject({ actor: { name: "vera" }, target: `${camera} run again` });
  expect(entries.at(-1)?.after).toMatchObject({ pipeline: "quick-look", jobs: 3 });
});

test("R1: `firstlook rerun` starts a side run over HTTP, waits for it, and says what came of it", async () => {
  await api.listen({ host: "127.0.0.1", port: 0 });
  const { port } = api.server.address() as AddressInfo;
  const words = [camera, "20260901/2-3", "--pipeline", "quick-look", "--run", "by-hand", "--json", "--token", "s3cret"];
  const rerun = spawn(process.execPath, ["scripts/firstlook.ts", "rerun", ...words], {
    env: { ...process.env, PORT: String(port), DATA_DIR: system.dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [output, errors, code] = await Promise.all([text(rerun.stdout), text(rerun.stderr), untilGone(rerun)]);
  expect([code, errors]).toEqual([0, expect.stringContaining('ran 2/2 jobs in run "by-hand"')]);
  expect(JSON.parse(output)).toEqual({ run: "by-hand", state: "finished", jobs: 2, done: 2, failed: 0 });
  expect(await firstResults()).toEqual(before);
}, 60_000);
