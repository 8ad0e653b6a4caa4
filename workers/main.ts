/** A worker process: claims one job at a time, works on it in a thread or a program, keeps the result, acknowledges. */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { join } from "node:path";
import { readSettings, servedPools } from "#contracts/settings.ts";
import type { Heartbeat } from "#contracts/worker.ts";
import { openCalibrations } from "#io/calibrations/calibration-source.ts";
import { openImageSource } from "#io/images/image-source.ts";
import { openLog } from "#io/log/open-log.ts";
import { untilStopped } from "#io/log/until-stopped.ts";
import { openObjects } from "#io/objects/open-objects.ts";
import { loadPrograms } from "#io/programs/load-programs.ts";
import { connectRedis } from "#io/redis/connect.ts";
import { type ClaimHandlers, claimJobs } from "#io/redis/job-claims.ts";
import { beatProcess } from "#io/redis/process-life.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { removeHeartbeat, writeHeartbeat } from "#io/redis/worker-store.ts";
import packageFile from "../package.json" with { type: "json" };
import { openCompute } from "./compute.ts";
import { failedResult } from "./failed-result.ts";
import { openPrograms } from "./programs/open-programs.ts";
import { runJob } from "./run-job.ts";

const settings = readSettings(process.env);
const { own: pool, pools } = servedPools(settings);
const id = `${pool}-${settings.WORKER_ORDINAL}-${hostname()}-${randomUUID().slice(0, 4)}`;
const log = openLog(`worker-${settings.WORKER_ORDINAL}`, settings.LOG_LEVEL);
const redis = connectRedis(settings.REDIS_URL, "worker");
const images = openImageSource({
  roots: [settings.DATA_DIR, ...settings.IMAGE_ROOTS],
  bucketsDir: settings.BUCKETS_DIR ?? null,
  s3: settings.S3_ENDPOINT ? { endpoint: settings.S3_ENDPOINT, region: settings.S3_REGION } : null,
});
const parts = {
  images,
  calibrations: openCalibrations(images, { mostBytes: settings.CALIBRATION_CACHE_MB * 2 ** 20, nowMs: Date.now }),
  objects: openObjects(settings),
  results: resultStore(redis),
  compute: openCompute(settings.TASK_TIMEOUT_S * 1000),
  programs: openPrograms(await loadPrograms(settings.PROGRAMS_DIR), {
    tempDir: join(settings.DATA_DIR, "tmp"),
    environment: process.env,
    timeoutMs: settings.TASK_TIMEOUT_S * 1000,
    log: (program, line) => log.info({ program }, line),
  }),
  worker: id,
  nowMs: Date.now,
};

const beat: Heartbeat = {
  id,
  pool,
  pools,
  host: hostname(),
  pid: process.pid,
  version: packageFile.version,
  state: "idle",
  job: null,
  startedAtMs: Date.now(),
  heartbeatAtMs: Date.now(),
  jobsDone: 0,
  jobsFailed: 0,
  rssBytes: 0,
};
const heartbeatEveryMs = 1000;
/** A worker that died is noticed after this long, and its job goes to another. */
const leaseMs = 8000;

function sendHeartbeat(): void {
  const now = { ...beat, heartbeatAtMs: Date.now(), rssBytes: process.memoryUsage.rss() };
  writeHeartbeat(redis, now).catch((error: unknown) => log.warn({ err: error }, "the heartbeat could not be written"));
}
const beating = setInterval(sendHeartbeat, heartbeatEveryMs);
sendHeartbeat();

const handlers: ClaimHandlers = {
  async handle(claim) {
    const { id: jobId, camera, exposureId, detector, task } = claim.job;
    beat.state = beat.state === "draining" ? "draining" : "busy";
    beat.job = { jobId, camera, exposureId, detector, task, startedAtMs: claim.claimedAtMs };
    sendHeartbeat();
    try {
      const result = await runJob(claim, parts);
      if (result?.status === "done") beat.jobsDone += 1;
      if (result?.status === "failed") beat.jobsFailed += 1;
      log.info(
        { jobId, status: result?.status ?? "had its result", ms: Date.now() - claim.claimedAtMs, error: result?.error },
        "job ended",
      );
    } catch (error) {
      log.warn({ jobId, attempt: claim.attempt, err: error }, "job will be tried again");
      throw error;
    } finally {
      if (beat.state === "busy") beat.state = "idle";
      beat.job = null;
    }
  },
  async giveUp(claim) {
    const message = `Given up after ${claim.attempt - 1} attempts; the worker died or lost the job each time.`;
    const kept = await parts.results.keep(failedResult(claim, { code: "crash", message }, parts), claim.job.pool);
    if (kept) log.error({ jobId: claim.job.id }, "job given up");
  },
  onTrouble: (error) => log.warn({ err: error }, "the queue is in trouble; trying again"),
};
const claims = claimJobs(redis, pools, handlers, { leaseMs, ordinal: settings.WORKER_ORDINAL });
log.info({ id }, "worker is ready");

const alive = beatProcess(redis, `worker-${settings.WORKER_ORDINAL}`, settings.DATA_DIR);

untilStopped(log, async () => {
  beat.state = "draining";
  sendHeartbeat();
  await claims.stop();
  clearInterval(beating);
  await Promise.all([parts.compute.close(), parts.programs.close()]);
  await removeHeartbeat(redis, id);
  await alive.stop();
  redis.disconnect();
});
