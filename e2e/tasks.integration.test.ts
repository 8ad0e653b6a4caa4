/** SPEC X6: real processes run a program beside the quick look; neither hides the other, whatever becomes of it. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { imageTopic } from "#contracts/topics.ts";
import { openPublisher } from "#io/bus/open-bus.ts";
import { pipelinesFolder } from "#io/pipelines/pipeline-files.ts";
import { loadMetrics } from "#io/programs/load-programs.ts";
import { openApi } from "#server/api/open-api.ts";
import { apiParts } from "../fixtures/api-parts.ts";
import { freshRedis } from "../fixtures/fresh-redis.ts";
import { plainFrame } from "../fixtures/plain-frame.ts";
import { processSystem } from "../fixtures/process-system.ts";
import { noPython, pythonWith } from "../fixtures/programs/python.ts";

const isAbsent = pythonWith([]) === null;
if (isAbsent) console.log(noPython([]));
const programs = fileURLToPath(new URL("../fixtures/programs", import.meta.url));
const { redis, url } = await freshRedis(inject("redisUrl"));
const pipelines = "pipelines";
const system = processSystem({ REDIS_URL: url, PROGRAMS_DIR: programs });
const api = await openApi(apiParts(redis, { metrics: await loadMetrics(programs) }));
afterAll(async () => {
  await Promise.all([api.close(), system.stop()]);
  redis.disconnect();
});
const exposureId = 2026090100001;
const get = async (path: string) => (await api.inject({ method: "GET", url: path })).json();
const detail = (camera: string) => get(`/api/cameras/${camera}/exposures/${exposureId}`);
const complete = (camera: string) =>
  expect.poll(async () => (await detail(camera)).state, { timeout: 60_000, interval: 100 }).toMatch(/complete|failed/);

/** The shipped pipelines, with a program beside the quick look that works for one camera and dies for the other. */
function writePipelines(dir: string): void {
  mkdirSync(dir);
  cpSync(join(pipelinesFolder, "_shared"), join(dir, "_shared"), { recursive: true });
  const pipeline = (word: string) =>
    `description: Both.\nimports: _shared/measure.yaml\ntasks:\n  quickLook: { class: quick-look }\n` +
    `  beside: { class: faulty, config: { do: "${word}" } }\n`;
  writeFileSync(join(dir, "both.yaml"), pipeline(""));
  writeFileSync(join(dir, "dying.yaml"), pipeline("sigkill"));
  writeFileSync(
    join(dir, "selection.yaml"),
    "description: By camera.\nselect:\n  - when: { camera: DyingCam }\n    run: [dying]\n  - when: {}\n    run: [both]\n",
  );
}

describe.skipIf(isAbsent)("a program beside the quick look", () => {
  beforeAll(async () => {
    const dir = join(system.dataDir, pipelines);
    writePipelines(dir);
    for (const file of ["server/distributor/main.ts", "server/gather/main.ts", "workers/main.ts"]) {
      await system.start(file, { PIPELINES_DIR: dir });
    }
    const path = join(system.dataDir, "1.fits");
    writeFileSync(path, plainFrame({ widthPx: 300, heightPx: 200 }));
    const publisher = await openPublisher({ kafkaBrokers: null, redisUrl: url });
    const events = ["GoodCam", "DyingCam"].map((camera) => {
      const identity = { camera, exposureId, dayObs: 20260901, seqNum: 1, detector: "main" };
      return JSON.stringify({ type: "image-arrived", v: 1, ...identity, uri: `file://${path}` });
    });
    await publisher.publish(imageTopic, events);
    await publisher.close();
  }, 60_000);

  test("X6: both have their numbers, and the program's have a unit in the registry", async () => {
    await complete("GoodCam");
    const { detectors, metrics, failedTasks } = await detail("GoodCam");
    expect(detectors[0]).toMatchObject({ state: "done", task: "quick-look", metrics: { faulty_bytes: 123_840 } });
    expect(detectors[0].metrics.sky_bg).toBeCloseTo(1000, -1);
    expect(detectors[0].tasks).toMatchObject([
      { task: "quick-look", status: "done" },
      { task: "faulty", status: "done", metrics: ["faulty_pid", "faulty_count", "faulty_bytes"] },
    ]);
    expect([metrics.faulty_bytes, failedTasks]).toEqual([123_840, []]);
    const { metrics: registry } = await get("/api/metrics");
    expect(registry).toContainEqual(
      expect.objectContaining({ key: "faulty_bytes", definition: "Length of the file." }),
    );
  }, 70_000);

  test("X6: the numbers stand where the program dies, and its failure is told by its name", async () => {
    await complete("DyingCam");
    const { state, error, detectors, failedTasks } = await detail("DyingCam");
    expect([state, error, detectors[0].state, detectors[0].error]).toEqual(["complete", null, "done", null]);
    expect(detectors[0].metrics.sky_bg).toBeCloseTo(1000, -1);
    expect(failedTasks).toMatchObject([{ task: "faulty", detectors: 1, error: { code: "program-crash" } }]);
    expect(detectors[0].tasks[1]).toMatchObject({ status: "failed", metrics: [], error: { code: "program-crash" } });
  }, 70_000);
});
