/** The distributor process: events in, jobs out. Any number of them may run. */

import { readSettings } from "#contracts/settings.ts";
import { imageTopic } from "#contracts/topics.ts";
import { busSettings, consumerGroup } from "#io/bus/bus-settings.ts";
import { openConsumer } from "#io/bus/open-bus.ts";
import { genericCamera } from "#io/cameras/generic-camera.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { reachPoint } from "#io/faults/reach-point.ts";
import { imageSettings } from "#io/images/image-settings.ts";
import { openImageSource } from "#io/images/image-source.ts";
import { openLog } from "#io/log/open-log.ts";
import { untilStopped } from "#io/log/until-stopped.ts";
import { loadProgramTasks } from "#io/programs/load-programs.ts";
import { connectRedis } from "#io/redis/connect.ts";
import { intakeStore } from "#io/redis/intake-store.ts";
import { openJobPools } from "#io/redis/job-pools.ts";
import { beatProcess } from "#io/redis/process-life.ts";
import { processWord } from "#io/redis/process-store.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { openSchemaSource, schemaSettings } from "#io/schemas/schema-source.ts";
import { openLive } from "#server/configuration/open-live.ts";
import { contributionKeeper } from "#server/contributions/contribution-keeper.ts";
import { taskCatalog } from "#tasks/catalog.ts";
import packageFile from "../../package.json" with { type: "json" };
import { distribute } from "./distribute.ts";
import { expectSensors } from "./expect-sensors.ts";

const settings = readSettings(process.env);
const log = openLog("distributor", settings.LOG_LEVEL);
const redis = connectRedis(settings.REDIS_URL, "distributor");
const reach = reachPoint(settings.FAULT_POINT);
const cameras = await loadCameras();
const intake = intakeStore(redis);
const objects = openImageSource(imageSettings(settings));
const configuration = await openLive({
  redis,
  dir: settings.PIPELINES_DIR,
  definitions: { ...taskCatalog, ...(await loadProgramTasks(settings.PROGRAMS_DIR)) },
  role: "distributor",
  onTaken: (version) => log.info({ version }, "a configuration takes effect for exposures that begin from now on"),
  onTrouble: (error) => log.warn({ err: error }, "the configuration on disk is not taken"),
});
const parts = {
  cameras,
  genericCamera,
  tasksFor: configuration.tasksFor,
  intake,
  expectFrom: (uri: string, receivedAtMs: number) => {
    const onTrouble = (error: Error) => log.warn({ err: error }, "all detectors of the pattern are expected");
    void expectSensors(uri, receivedAtMs, { cameras, intake, read: (place) => objects.read(place), onTrouble });
  },
  results: resultStore(redis),
  queue: openJobPools(redis, { lanes: settings.QUEUE_LANES }),
  schemas: openSchemaSource({
    ...schemaSettings(settings),
    onTrouble: (error) => log.warn({ err: error }, "the cache of schemas is in trouble; the registry is asked"),
  }),
  places: settings.RUCIO_PLACES,
  reach,
  keepContributions: contributionKeeper(settings, redis),
  nowMs: Date.now,
};
const topics = [imageTopic, ...settings.EVENT_TOPICS];
const consumption = await openConsumer(busSettings(settings)).consume(
  {
    group: consumerGroup(settings),
    topics,
    onTrouble: (error) => log.warn({ err: error }, "the bus or the store is in trouble; trying again"),
  },
  async (batch) => {
    const outcomes = await distribute(batch, parts);
    for (const { kind, reason } of outcomes) {
      if (kind === "dead" || kind === "unattributed") log.warn({ kind, reason }, "a record could not be used");
    }
    reach("before-acknowledge");
    log.debug({ messages: batch.length, outcomes: outcomes.length }, "distributed");
  },
);
log.info({ topics, bus: settings.KAFKA_BROKERS ? "kafka" : "embedded" }, "distributor is ready");

const sharing = settings.DISTRIBUTOR_ID ? "reads everything itself" : `shares the group ${settings.KAFKA_GROUP}`;
const word = processWord(redis, {
  role: "distributor",
  name: settings.DISTRIBUTOR_ID,
  version: packageFile.version,
  does: `${sharing}: ${topics.join(", ")} from ${settings.KAFKA_BROKERS ? "Kafka" : "the embedded bus"}`,
});
const alive = beatProcess(redis, "distributor", settings.DATA_DIR, word);

untilStopped(log, async () => {
  await consumption.stop();
  await configuration.stop();
  await parts.queue.close();
  await alive.stop();
  redis.disconnect();
});
