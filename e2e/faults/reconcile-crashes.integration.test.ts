/** The crash matrix, reconciler: it ends between any two of its steps; nothing is forgotten, and nothing done twice. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { exposureIdOf } from "#contracts/identity.ts";
import { openPublisher } from "#io/bus/open-bus.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { latencyStore } from "#io/redis/latency-store.ts";
import { readReconciliation } from "#io/redis/watch-store.ts";
import { expectExactlyOnce } from "../../fixtures/exactly-once.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { plainFrame } from "../../fixtures/plain-frame.ts";
import { processSystem, untilGone } from "../../fixtures/process-system.ts";

const { redis, url } = await freshRedis(inject("redisUrl"));
const camera = "LSSTComCam";
const bucket = "rubinobs-raw-comcam";
const dayObs = 20260901;
const names = ((await loadCameras()).find(({ name }) => name === camera)?.detectors ?? []).map(({ name }) => name);
const [lost = "", alsoLost = "", ...told] = names;
const topics = { images: "observatory.images", readout: "observatory.endReadout" };
const system = processSystem({ REDIS_URL: url, EVENT_TOPICS: topics.images });
const buckets = join(system.dataDir, "buckets");
const reconciler = { CONTEXT_TOPICS: topics.readout, RECONCILE_AFTER_S: "1", BUCKETS_DIR: buckets };
const frame = plainFrame({ widthPx: 64, heightPx: 64, stars: 2 });

beforeAll(
  () =>
    Promise.all([
      system.start("server/distributor/main.ts", { BUCKETS_DIR: buckets }),
      system.start("server/gather/main.ts"),
      system.start("workers/main.ts", { BUCKETS_DIR: buckets }),
    ]),
  60_000,
);
afterAll(async () => {
  await system.stop();
  redis.disconnect();
});

const obsIdOf = (seqNum: number) => `CC_O_${dayObs}_${String(seqNum).padStart(6, "0")}`;
const keyOf = (seqNum: number, detector: string) =>
  `${camera}/${dayObs}/${obsIdOf(seqNum)}/${obsIdOf(seqNum)}_${detector}.fits`;
async function publish(topic: string, values: readonly object[]): Promise<void> {
  const publisher = await openPublisher({ kafkaBrokers: null, redisUrl: url });
  await publisher.publish(
    topic,
    values.map((value) => JSON.stringify(value)),
  );
  await publisher.close();
}
/** All images lie in the store; the events of two of them are lost. */
async function expose(seqNum: number): Promise<void> {
  for (const name of names) {
    const path = join(buckets, bucket, keyOf(seqNum, name));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, frame);
  }
  const records = told.map((name) => ({
    eventName: "ObjectCreated:Put",
    s3: { bucket: { name: bucket }, object: { key: keyOf(seqNum, name) } },
  }));
  await publish(topics.images, [{ Records: records }]);
  const taiS = Date.now() / 1000 + 37;
  const instants = { timestampAcquisitionStart: taiS - 4, timestampEndOfReadout: taiS };
  await publish(topics.readout, [{ imageName: obsIdOf(seqNum), requestedExposureTime: 1, ...instants }]);
}

const points = ["watch-noted", "readout-noted", "watch-claimed", "lost-published", "reconciliation-kept"];

test(`M5: reconcilers killed at ${points.join(", ")}: every lost image is found, and has one result`, {
  timeout: 180_000,
}, async () => {
  // One after the other, each with an exposure of its own; what each has taken is due again for the last one.
  for (const [index, point] of points.entries()) {
    const dying = await system.start("server/reconcile/main.ts", { ...reconciler, FAULT_POINT: point });
    await expose(index + 1);
    expect(await untilGone(dying), point).toBe("SIGKILL");
  }
  await system.start("server/reconcile/main.ts", reconciler);
  const exposureIds = points.map((_, index) => exposureIdOf(dayObs, index + 1));
  await expectExactlyOnce(redis, { camera, exposureIds, detectors: names, timeoutMs: 90_000 });
  for (const exposureId of exposureIds) {
    const found = await readReconciliation(redis, camera, exposureId);
    // One that died after it had published may leave no word of it: the images came, which is what counts.
    const again = (found?.retriggered ?? []).map(({ detector }) => detector);
    expect([[], [lost, alsoLost]]).toContainEqual(again);
    expect(found?.missing ?? []).toEqual([]);
  }
  // D1: stages are counted once an image, whoever died while measuring.
  const counted = async () =>
    (await latencyStore(redis).read(camera, 60, Date.now())).find(({ stage }) => stage === "wait")?.count;
  await expect.poll(counted, { timeout: 60_000 }).toBe(points.length * names.length);
});
