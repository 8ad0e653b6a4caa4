/** A worker process: claims a job or a bundle, works on one job at a time in a thread or a program, keeps the result, acknowledges. */
import { randomUUID } from "node:crypto";
import { availableParallelism, hostname } from "node:os";
import { join } from "node:path";
import { restartWanted } from "#contracts/exit-code.ts";
import { readSettings, servedPools } from "#contracts/settings.ts";
import { openCalibrations } from "#io/calibrations/calibration-source.ts";
import { reachPoint } from "#io/faults/reach-point.ts";
import { imageSettings } from "#io/images/image-settings.ts";
import { openImageSource } from "#io/images/image-source.ts";
import { openLog } from "#io/log/open-log.ts";
import { untilStopped } from "#io/log/until-stopped.ts";
import { openObjects } from "#io/objects/open-objects.ts";
import { loadPrograms } from "#io/programs/load-programs.ts";
import { connectRedis } from "#io/redis/connect.ts";
import { type ClaimHandlers, claimJobs } from "#io/redis/job-claims.ts";
import { beatProcess } from "#io/redis/process-life.ts";
import { quarantineStore } from "#io/redis/quarantine-store.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { openSharedClock } from "#io/redis/shared-clock.ts";
import { inTurn } from "#io/redis/start-turn.ts";
import packageFile from "../package.json" with { type: "json" };
import { openCompute } from "./compute.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { openPrograms } from "./programs/open-programs.ts";
import { giveUpJob, runJob } from "./run-job.ts";

const settings = readSettings(process.env);
const host = hostname();
const { own: pool, pools } = servedPools(settings);
const id = `${pool}-${settings.WORKER_ORDINAL}-${host}-${randomUUID().slice(0, 4)}`;
const log = openLog(`worker-${settings.WORKER_ORDINAL}`, settings.LOG_LEVEL);
const redis = connectRedis(settings.REDIS_URL, "worker");
const clock = await openSharedClock(redis);
const ceilingBytes = settings.WORKER_MEMORY_MB === undefined ? null : settings.WORKER_MEMORY_MB * 2 ** 20;
const who = {
  id,
  pool,
  pools,
  ordinal: settings.WORKER_ORDINAL,
  host,
  pid: process.pid,
  version: packageFile.version,
  memoryCeilingBytes: ceilingBytes,
};
const beating = startHeartbeat(redis, who, clock, (error) => {
  log.warn({ err: error }, "the heartbeat could not be written");
});
const { beat } = beating;

const definitions = await loadPrograms(settings.PROGRAMS_DIR);
const atOnce = settings.WORKERS_STARTING ?? availableParallelism();
// Compiling and importing is paid here, before the first claim, by a few workers of the machine at a time.
const { compute, programs } = await inTurn(redis, { host, worker: id, atOnce }, async () => {
  const timeoutMs = settings.TASK_TIMEOUT_S * 1000;
  const ready = {
    compute: openCompute(timeoutMs),
    programs: openPrograms(definitions, {
      tempDir: join(settings.DATA_DIR, "tmp"),
      environment: process.env,
      timeoutMs,
      log: (program, line) => log.info({ program }, line),
    }),
  };
  await Promise.all([ready.compute.warm(), ready.programs.warm()]);
  return ready;
});
beat.warmStartS = performance.now() / 1000;
beat.state = "idle";

const images = openImageSource(imageSettings(settings));
const results = resultStore(redis);
const parts = {
  images,
  calibrations: openCalibrations(images, { mostBytes: settings.CALIBRATION_CACHE_MB * 2 ** 20, nowMs: clock.nowMs }),
  objects: openObjects(settings),
  results,
  quarantine: quarantineStore(redis),
  compute,
  programs,
  worker: id,
  reach: reachPoint(settings.FAULT_POINT),
  nowMs: clock.nowMs,
};

const handlers: ClaimHandlers = {
  isDone: (job) => results.has(job),
  async handle(claim, goOn) {
    const { id: jobId, camera, exposureId, detector, task, taskVersion, configHash } = claim.job;
    parts.reach("claimed");
    const { claimedAtMs: startedAtMs, attempt } = claim;
    beating.work({ jobId, camera, exposureId, detector, task, configHash, startedAtMs, attempt });
    try {
      const result = await runJob(claim, parts, goOn);
      if (result?.status === "done") beat.jobsDone += 1;
      if (result?.status === "failed") beat.jobsFailed += 1;
      log.info(
        {
          jobId,
          status: result?.status ?? "had its result",
          ms: clock.nowMs() - claim.claimedAtMs,
          error: result?.error,
        },
        "job ended",
      );
    } catch (error) {
      log.warn({ jobId, attempt: claim.attempt, err: error }, "job will be tried again");
      throw error;
    } finally {
      beat.lastJob = { task, taskVersion, configHash };
      // The next job of a bundle may be in hand already.
      if (beat.job?.jobId === jobId) beating.work(null);
      // Before the job is acknowledged, because the next one comes with the acknowledgement.
      if (isTooBig()) void restart();
    }
    parts.reach("before-job-acknowledge");
  },
  async giveUp(claim) {
    const { error } = await giveUpJob(claim, parts);
    beat.jobsFailed += 1;
    log.error({ jobId: claim.job.id, error }, "image given up and set aside");
  },
  tookApart(jobs) {
    log.info({ jobs }, "jobs of a bundle go on by themselves");
    parts.reach("taken-apart");
  },
  onTrouble: (error) => log.warn({ err: error }, "the queue is in trouble; trying again"),
};
const claims = claimJobs(redis, pools, handlers, {
  leaseMs: settings.JOB_LEASE_S * 1000,
  ordinal: settings.WORKER_ORDINAL,
  nowMs: clock.nowMs,
});
const alive = beatProcess(redis, `worker-${settings.WORKER_ORDINAL}`, settings.DATA_DIR);
log.info({ id, warmStartS: Number(beat.warmStartS.toFixed(2)) }, "worker is ready");

function isTooBig(): boolean {
  return ceilingBytes !== null && process.memoryUsage.rss() > ceilingBytes;
}

/** Finishes the job in hand and takes no other. @throws Error when the job takes longer than there is time for. */
async function drain(): Promise<void> {
  beat.state = "draining";
  beating.send();
  const tooLate = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const gone = `the job in hand was not finished within WORKER_DRAIN_S=${settings.WORKER_DRAIN_S} s`;
    tooLate.reject(new Error(`${gone}; another worker takes it when its lease is over`));
  }, settings.WORKER_DRAIN_S * 1000);
  await Promise.race([claims.stop(), tooLate.promise]);
  clearTimeout(timer);
  await Promise.all([compute.close(), programs.close()]);
  await Promise.all([beating.stop(), alive.stop()]);
  redis.disconnect();
}

/** A fresh process in place of one that has grown; whoever started this one starts the next. */
async function restart(): Promise<void> {
  if (beat.state === "draining") return;
  const rssMib = Math.round(process.memoryUsage.rss() / 2 ** 20);
  log.info({ rssMib, ceilingMb: settings.WORKER_MEMORY_MB }, "above the memory ceiling; starting afresh");
  await drain().catch((error: unknown) => log.warn({ err: error }, "could not drain"));
  process.exit(restartWanted);
}

untilStopped(log, drain);
