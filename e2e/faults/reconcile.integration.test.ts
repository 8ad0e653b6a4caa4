/** SPEC R: events that are lost on their way, with real processes, a real Redis and a real S3. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import S3rver from "s3rver";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { exposureIdOf } from "#contracts/identity.ts";
import { openPublisher } from "#io/bus/open-bus.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { alarmStore } from "#io/redis/alarm-store.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { latencyStore } from "#io/redis/latency-store.ts";
import { readReconciliation } from "#io/redis/watch-store.ts";
import { readIntake } from "#io/redis/worker-store.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { plainFrame } from "../../fixtures/plain-frame.ts";
import { processSystem } from "../../fixtures/process-system.ts";

const { redis, url } = await freshRedis(inject("redisUrl"));
const dir = mkdtempSync(join(tmpdir(), "firstlook-reconcile-"));
const server = new S3rver({ port: 0, address: "127.0.0.1", silent: true, directory: join(dir, "s3") });
let system: ReturnType<typeof processSystem>;
let s3: S3Client;
const dayObs = 20260901;
const topics = { images: "observatory.images", readout: "observatory.endReadout" };
const comCam = (await loadCameras()).find(({ name }) => name === "LSSTComCam");
const names = (comCam?.detectors ?? []).map(({ name }) => name);
const places: Record<string, { bucket: string; code: string }> = {
  LSSTComCam: { bucket: "rubinobs-raw-comcam", code: "CC" },
  LATISS: { bucket: "rubinobs-raw-latiss", code: "AT" },
};

beforeAll(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "S3RVER");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "S3RVER");
  const endpoint = `http://127.0.0.1:${(await server.run()).port}`;
  s3 = new S3Client({ endpoint, region: "us-east-1", forcePathStyle: true });
  for (const { bucket } of Object.values(places)) await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  system = processSystem({
    REDIS_URL: url,
    S3_ENDPOINT: endpoint,
    EVENT_TOPICS: topics.images,
    CONTEXT_TOPICS: topics.readout,
    RECONCILE_AFTER_S: "2",
  });
  await Promise.all([
    system.start("server/distributor/main.ts"),
    system.start("server/gather/main.ts"),
    system.start("workers/main.ts"),
    // Two of them: what one announces again the other does not double.
    system.start("server/reconcile/main.ts"),
    system.start("server/reconcile/main.ts"),
  ]);
}, 60_000);
afterAll(async () => {
  await system.stop();
  s3.destroy();
  await server.close();
  vi.unstubAllEnvs();
  redis.disconnect();
  rmSync(dir, { recursive: true, force: true });
});

const obsIdOf = (camera: string, seqNum: number) =>
  `${places[camera]?.code}_O_${dayObs}_${String(seqNum).padStart(6, "0")}`;
const keyOf = (camera: string, seqNum: number, inFile: string) => {
  const obsId = obsIdOf(camera, seqNum);
  return `${camera}/${dayObs}/${obsId}/${obsId}_${inFile}.fits`;
};
async function store(camera: string, seqNum: number, inFile: string): Promise<void> {
  const frame = plainFrame({ widthPx: 64, heightPx: 64, seed: seqNum });
  const Bucket = places[camera]?.bucket;
  await s3.send(new PutObjectCommand({ Bucket, Key: keyOf(camera, seqNum, inFile), Body: frame }));
}
const notice = (camera: string, seqNum: number, inFile: string) => ({
  Records: [
    {
      eventName: "ObjectCreated:Put",
      s3: { bucket: { name: places[camera]?.bucket }, object: { key: keyOf(camera, seqNum, inFile) } },
    },
  ],
});
const endReadout = (camera: string, seqNum: number) => {
  const taiS = Date.now() / 1000 + 37;
  return {
    imageName: obsIdOf(camera, seqNum),
    requestedExposureTime: 1,
    timestampAcquisitionStart: taiS - 4,
    timestampEndOfReadout: taiS,
  };
};
async function publish(topic: string, values: unknown[]): Promise<void> {
  const publisher = await openPublisher({ kafkaBrokers: null, redisUrl: url });
  await publisher.publish(
    topic,
    values.map((value) => JSON.stringify(value)),
  );
  await publisher.close();
}
const facts = (camera: string, seqNum: number) => readExposure(redis, camera, exposureIdOf(dayObs, seqNum));
const found = (camera: string, seqNum: number) => readReconciliation(redis, camera, exposureIdOf(dayObs, seqNum));
const state = async (camera: string, seqNum: number) => (await facts(camera, seqNum))?.summary?.state;
const patience = { timeout: 40_000, interval: 100 };

test("M1: a detector whose event is lost is found in the store, and the exposure completes; its event comes late after all and doubles nothing", async () => {
  for (const name of names) await store("LSSTComCam", 1, name);
  const [lost = "", ...told] = names;
  await publish(
    topics.images,
    told.map((name) => notice("LSSTComCam", 1, name)),
  );
  await expect.poll(() => state("LSSTComCam", 1), patience).toBe("complete");
  expect((await found("LSSTComCam", 1))?.retriggered).toMatchObject([{ detector: lost, kind: "raw" }]);
  expect((await found("LSSTComCam", 1))?.missing).toEqual([]);
  const before = (await readIntake(redis)).counts.duplicate ?? 0;
  await publish(topics.images, [notice("LSSTComCam", 1, lost)]);
  await expect.poll(async () => (await readIntake(redis)).counts.duplicate ?? 0, patience).toBeGreaterThan(before);
  const { results, images } = (await facts("LSSTComCam", 1)) ?? {};
  expect([results?.length, images?.length]).toEqual([9, 9]);
}, 90_000);

test("M2 M3: exposures that are read out without any image: one that lies in the store completes, one that lies nowhere is shown with what is missing, and an alarm stands until images come", async () => {
  await store("LATISS", 1, "R00_S00");
  await publish(topics.readout, [endReadout("LATISS", 1)]);
  await expect.poll(() => state("LATISS", 1), patience).toBe("complete");

  await publish(topics.readout, [endReadout("LATISS", 2)]);
  await expect
    .poll(async () => (await found("LATISS", 2))?.missing, patience)
    .toMatchObject([{ detector: "RXX_S00", reason: expect.stringContaining(keyOf("LATISS", 2, "R00_S00")) }]);
  await expect.poll(() => state("LATISS", 2), patience).toBe("pending");
  const active = async () =>
    (await alarmStore(redis).read()).active.filter(({ camera }) => camera === "LATISS").map(({ kind }) => kind);
  await expect.poll(active, patience).toContain("images-stopped");

  await store("LATISS", 3, "R00_S00");
  await publish(topics.images, [notice("LATISS", 3, "R00_S00")]);
  await publish(topics.readout, [endReadout("LATISS", 3)]);
  await expect.poll(() => state("LATISS", 3), patience).toBe("complete");
  await expect.poll(active, patience).not.toContain("images-stopped");
  const { recent } = await alarmStore(redis).read();
  const changes = recent.filter(({ id }) => id === "images-stopped:LATISS").map(({ change }) => change);
  // Of two judges one raises it and one ends it; the first exposure may have raised it too before it was found.
  expect(changes.length).toBeGreaterThan(0);
  expect(changes).toEqual(changes.map((_, at) => (at % 2 === 0 ? "ended" : "raised")));
  expect(changes.at(-1)).toBe("raised");
}, 120_000);

test("D1: the stages of every image are counted once, however many reconcilers there are", async () => {
  const stageCount = async () =>
    (await latencyStore(redis).read("LSSTComCam", 60, Date.now())).find(({ stage }) => stage === "wait")?.count;
  await expect.poll(stageCount, patience).toBe(9);
});
