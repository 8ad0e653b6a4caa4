/** Beyond one machine: processes that share a Redis and an S3 and no folder; the picture of one is shown by the other. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import S3rver from "s3rver";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { imageTopic } from "#contracts/topics.ts";
import { openPublisher } from "#io/bus/open-bus.ts";
import { openObjects } from "#io/objects/open-objects.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { plainFrame } from "../../fixtures/plain-frame.ts";
import { processSystem } from "../../fixtures/process-system.ts";

const { redis, url } = await freshRedis(inject("redisUrl"));
const dir = mkdtempSync(join(tmpdir(), "firstlook-no-folder-"));
const server = new S3rver({ port: 0, address: "127.0.0.1", silent: true, directory: join(dir, "s3") });
const system = processSystem({ REDIS_URL: url, IMAGE_ROOTS: "", OBJECTS_URL: "s3://pictures/firstlook/" });
let endpoint = "";

beforeAll(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "S3RVER");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "S3RVER");
  endpoint = `http://127.0.0.1:${(await server.run()).port}`;
  const client = new S3Client({ endpoint, region: "us-east-1", forcePathStyle: true });
  for (const bucket of ["raws", "pictures"]) await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const frame = plainFrame({ widthPx: 128, heightPx: 128, seed: 1 });
  await client.send(new PutObjectCommand({ Bucket: "raws", Key: "1.fits", Body: frame }));
  client.destroy();
});
afterAll(async () => {
  await system.stop();
  await server.close();
  vi.unstubAllEnvs();
  redis.disconnect();
  rmSync(dir, { recursive: true, force: true });
});

test("S5: an image on S3 becomes numbers in one process and a picture in another, with no folder between them", async () => {
  const own = (name: string) => ({ DATA_DIR: join(dir, name), S3_ENDPOINT: endpoint });
  await system.start("server/distributor/main.ts", own("distributor"));
  await system.start("server/gather/main.ts", own("gather"));
  await system.start("workers/main.ts", own("worker"));
  const exposureId = 2026090100001;
  const identity = { camera: "FarCam", exposureId, dayObs: 20260901, seqNum: 1, detector: "main" };
  const publisher = await openPublisher({ kafkaBrokers: null, redisUrl: url });
  await publisher.publish(imageTopic, [
    JSON.stringify({ type: "image-arrived", v: 1, ...identity, uri: "s3://raws/1.fits" }),
  ]);
  await publisher.close();
  const summary = async () => (await readExposure(redis, "FarCam", exposureId))?.summary;
  await expect.poll(async () => (await summary())?.state, { timeout: 25_000 }).toBe("complete");
  const key = (await summary())?.preview?.key ?? "";
  // The web process opens its pictures by the same call, with a folder of its own.
  const seen = openObjects({
    OBJECTS_URL: "s3://pictures/firstlook/",
    S3_ENDPOINT: endpoint,
    S3_REGION: "us-east-1",
    DATA_DIR: join(dir, "web"),
  });
  const picture = await seen.get(key);
  expect(picture?.mediaType).toBe("image/jpeg");
  expect([...(picture?.body.subarray(0, 2) ?? [])]).toEqual([0xff, 0xd8]);
}, 60_000);
