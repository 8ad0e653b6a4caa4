/** The folder and a real S3 server keep the same promises. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import S3rver from "s3rver";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { objectStoreSuite } from "../suites/object-store-suite.ts";
import { openObjects } from "./open-objects.ts";

const dir = mkdtempSync(join(tmpdir(), "firstlook-objects-"));
const server = new S3rver({ port: 0, address: "127.0.0.1", silent: true, directory: join(dir, "s3") });
let endpoint = "";

beforeAll(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "S3RVER");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "S3RVER");
  endpoint = `http://127.0.0.1:${(await server.run()).port}`;
  const client = new S3Client({ endpoint, region: "us-east-1", forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: "pictures" }));
  client.destroy();
});
afterAll(async () => {
  await server.close();
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
});

const settings = { DATA_DIR: dir, S3_REGION: "us-east-1" };
objectStoreSuite("folder", async () => openObjects({ ...settings, DATA_DIR: join(dir, randomUUID()) }));
objectStoreSuite("S3", async () =>
  openObjects({ ...settings, S3_ENDPOINT: endpoint, OBJECTS_URL: `s3://pictures/${randomUUID()}` }),
);

test("trouble with the store is not taken for an object that is not there", async () => {
  const away = openObjects({ ...settings, S3_ENDPOINT: "http://127.0.0.1:9", OBJECTS_URL: "s3://pictures" });
  await expect(away.get("a.jpg")).rejects.toThrow();
  const none = openObjects({ ...settings, S3_ENDPOINT: endpoint, OBJECTS_URL: "s3://no-such-bucket/" });
  await expect(none.get("a.jpg")).rejects.toThrow(/bucket/i);
}, 20_000);
