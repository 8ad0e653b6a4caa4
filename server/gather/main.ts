/** The gatherer process: results become exposures. Any number of them may run. */
import { readSettings } from "#contracts/settings.ts";
import { genericCamera } from "#io/cameras/generic-camera.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { reachPoint } from "#io/faults/reach-point.ts";
import { openLog } from "#io/log/open-log.ts";
import { untilStopped } from "#io/log/until-stopped.ts";
import { loadMetrics } from "#io/programs/load-programs.ts";
import { saveByDetector } from "#io/redis/by-detector-store.ts";
import { connectRedis } from "#io/redis/connect.ts";
import { gatherStore } from "#io/redis/gather-store.ts";
import { gatheringReader } from "#io/redis/gathering-reader.ts";
import { beatProcess } from "#io/redis/process-life.ts";
import { processWord } from "#io/redis/process-store.ts";
import { openSharedClock } from "#io/redis/shared-clock.ts";
import { metricsByDetector } from "#server/night/pack-detectors.ts";
import packageFile from "../../package.json" with { type: "json" };
import { gatherUntil } from "./gather.ts";

const settings = readSettings(process.env);
const log = openLog("gather", settings.LOG_LEVEL);
const redis = connectRedis(settings.REDIS_URL, "gather");
const clock = await openSharedClock(redis);
const cameras = await loadCameras();
const stopping = new AbortController();
const gathering = gatherUntil(stopping.signal, {
  store: gatherStore(redis),
  read: gatheringReader(redis),
  keepNumbers: (summary, facts) => saveByDetector(redis, summary, metricsByDetector(facts)),
  cameraOf: (name) => cameras.find((camera) => camera.name === name) ?? genericCamera(name),
  reach: reachPoint(settings.FAULT_POINT),
  metrics: await loadMetrics(settings.PROGRAMS_DIR),
  nowMs: clock.nowMs,
  onTrouble: (error) => log.warn({ err: error }, "the store is in trouble; trying again"),
});
log.info("gather is ready");

const word = processWord(redis, { role: "gather", version: packageFile.version, does: "makes exposures of results" });
const alive = beatProcess(redis, "gather", settings.DATA_DIR, word);

untilStopped(log, async () => {
  stopping.abort();
  await gathering;
  await alive.stop();
  clock.stop();
  redis.disconnect();
});
