/** The reconciler process: looks for images that did not come, judges alarms, measures stages. Any number may run. */
import { readSettings } from "#contracts/settings.ts";
import { imageTopic } from "#contracts/topics.ts";
import { busSettings } from "#io/bus/bus-settings.ts";
import { openConsumer, openPublisher } from "#io/bus/open-bus.ts";
import { genericCamera } from "#io/cameras/generic-camera.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { reachPoint } from "#io/faults/reach-point.ts";
import { openImageListing } from "#io/images/image-listing.ts";
import { imageSettings } from "#io/images/image-settings.ts";
import { openImageSource } from "#io/images/image-source.ts";
import { openLog } from "#io/log/open-log.ts";
import { untilStopped } from "#io/log/until-stopped.ts";
import { openObjects } from "#io/objects/open-objects.ts";
import { alarmStore } from "#io/redis/alarm-store.ts";
import { connectRedis } from "#io/redis/connect.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { intakeStore } from "#io/redis/intake-store.ts";
import { latencyStore } from "#io/redis/latency-store.ts";
import { beatProcess } from "#io/redis/process-life.ts";
import { processWord } from "#io/redis/process-store.ts";
import { readReconciliation, watchStore } from "#io/redis/watch-store.ts";
import { openSchemaSource, schemaSettings } from "#io/schemas/schema-source.ts";
import { schemaIdOf } from "#server/intake/avro-frame.ts";
import { measureExposure } from "#server/latency/measure-exposure.ts";
import packageFile from "../../package.json" with { type: "json" };
import { readContext } from "./read-context.ts";
import { removeOldNights } from "./remove-old-nights.ts";
import { watchUntil } from "./watch.ts";

const settings = readSettings(process.env);
const log = openLog("reconcile", settings.LOG_LEVEL);
const redis = connectRedis(settings.REDIS_URL, "reconcile");
const cameras = await loadCameras();
const places = imageSettings(settings);
const store = watchStore(redis);
const latency = latencyStore(redis);
const publisher = await openPublisher(busSettings(settings));
const schemas = openSchemaSource({
  ...schemaSettings(settings),
  onTrouble: (error) => log.warn({ err: error }, "the cache of schemas is in trouble; the registry is asked"),
});
const afterMs = settings.RECONCILE_AFTER_S * 1000;

const reach = reachPoint(settings.FAULT_POINT);

const stopping = new AbortController();
const watching = watchUntil(stopping.signal, {
  cameras,
  cameraOf: (name) => cameras.find((camera) => camera.name === name) ?? genericCamera(name),
  store,
  intake: intakeStore(redis),
  alarms: alarmStore(redis),
  listing: openImageListing(places),
  images: openImageSource(places),
  publish: async (events) => {
    await publisher.publish(
      imageTopic,
      events.map((event) => JSON.stringify(event)),
    );
    const [first] = events;
    log.warn(
      { images: events.length, camera: first?.camera, exposureId: first?.exposureId },
      "events were lost; announced again",
    );
  },
  readExposure: (camera, exposureId) => readExposure(redis, camera, exposureId),
  readReconciliation: (camera, exposureId) => readReconciliation(redis, camera, exposureId),
  async measure(facts) {
    const { camera, exposureId } = facts;
    const [readout, paintedAtMs] = await Promise.all([
      store.readReadout(camera, exposureId),
      latency.readPainted(camera, exposureId),
    ]);
    const samples = measureExposure(facts, { readoutEndedAtMs: readout?.readoutEndedAtMs ?? null, paintedAtMs });
    await latency.record(camera, exposureId, samples, Date.now());
  },
  afterMs,
  reach,
  nowMs: Date.now,
  onTrouble: (error) => log.warn({ err: error }, "the store is in trouble; trying again"),
});

const context =
  settings.CONTEXT_TOPICS.length === 0
    ? null
    : await openConsumer(busSettings(settings)).consume(
        {
          group: `${settings.KAFKA_GROUP}-context`,
          topics: settings.CONTEXT_TOPICS,
          onTrouble: (error) => log.warn({ err: error }, "the bus or the store is in trouble; trying again"),
        },
        async (batch) => {
          const ids = batch.map(({ value }) => schemaIdOf(value)).filter((id) => id !== null);
          const decoders = ids.length > 0 ? await schemas.decodersOf(ids) : new Map();
          for (const message of batch) {
            const sign = readContext(message, cameras, decoders);
            if (sign?.kind === "visit") await store.noteVisit(sign.camera, message.receivedAtMs);
            if (sign?.kind !== "readout") continue;
            await store.noteReadout(sign.readout);
            reach("readout-noted");
            const { camera, exposureId, heardAtMs } = sign.readout;
            await store.lookAt(camera, exposureId, heardAtMs + afterMs);
          }
        },
      );
const objects = openObjects(settings);
/** Nights end once a day; one that was still open is looked at again within the hour. */
const removeEveryMs = 600_000;
async function removeOld(keep: number): Promise<void> {
  await removeOldNights({
    redis,
    objects,
    keep,
    onRemoved: (night) => log.info(night, "an old night was removed"),
    onKept: (night) => log.warn(night, "an old night is kept: some of its exposures are not at their end"),
  }).catch((error: unknown) => log.warn({ err: error }, "old nights could not be removed; trying again"));
}
const keep = settings.RETAIN_NIGHTS;
if (keep !== undefined) void removeOld(keep);
const removing = keep === undefined ? null : setInterval(() => void removeOld(keep), removeEveryMs);
const word = processWord(redis, {
  role: "reconcile",
  version: packageFile.version,
  does: `looks for images that did not come within ${settings.RECONCILE_AFTER_S} s, and judges alarms`,
});
const alive = beatProcess(redis, "reconcile", settings.DATA_DIR, word);
log.info({ contextTopics: settings.CONTEXT_TOPICS }, "reconcile is ready");

untilStopped(log, async () => {
  stopping.abort();
  if (removing !== null) clearInterval(removing);
  await context?.stop();
  await watching;
  await publisher.close();
  await alive.stop();
  redis.disconnect();
});
