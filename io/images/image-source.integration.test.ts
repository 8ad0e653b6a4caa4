/** SPEC S3: images are read from allowed folders, folders that stand for buckets, and a real S3 server. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import S3rver from "s3rver";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ImageNotFound, ImageRefused, openImageSource } from "./image-source.ts";

const dir = mkdtempSync(join(tmpdir(), "firstlook-images-"));
const server = new S3rver({ port: 0, address: "127.0.0.1", silent: true, directory: join(dir, "s3") });
let endpoint = "";
const inFolder = { roots: [join(dir, "allowed")], bucketsDir: join(dir, "buckets"), s3: null };

beforeAll(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "S3RVER");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "S3RVER");
  for (const folder of ["allowed", "secret", "buckets/raws/a"]) mkdirSync(join(dir, folder), { recursive: true });
  writeFileSync(join(dir, "allowed/x.fits"), "image");
  writeFileSync(join(dir, "secret/x.fits"), "secret");
  writeFileSync(join(dir, "buckets/raws/a/x.fits"), "of a bucket");
  symlinkSync(join(dir, "secret"), join(dir, "allowed/link"));
  const { port } = await server.run();
  endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({ endpoint, region: "us-east-1", forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: "raws" }));
  await client.send(new PutObjectCommand({ Bucket: "raws", Key: "a b/x.fits", Body: "of S3" }));
  client.destroy();
});
afterAll(async () => {
  await server.close();
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
});
const text = async (reading: Promise<Uint8Array>) => new TextDecoder().decode(await reading);

test("a file below an allowed folder is read, and its bytes may be given to a thread", async () => {
  const bytes = await openImageSource(inFolder).read(`file://${dir}/allowed/x.fits`);
  expect(new TextDecoder().decode(bytes)).toBe("image");
  expect(bytes.buffer.byteLength).toBe(bytes.byteLength);
});

test("S3: nothing outside is read, by whatever way it is named", async () => {
  const source = openImageSource(inFolder);
  for (const uri of [
    `file://${dir}/secret/x.fits`,
    `file://${dir}/allowed/../secret/x.fits`,
    `file://${dir}/allowed/%2e%2e/secret/x.fits`,
    `file://${dir}/allowed/link/x.fits`,
    "s3://raws/../../secret/x.fits",
    "https://elsewhere/x.fits",
    "s3://raws",
  ]) {
    await expect(source.read(uri), uri).rejects.toThrow(ImageRefused);
  }
});

test("a bucket is a folder where there is no S3", async () => {
  expect(await text(openImageSource(inFolder).read("s3://raws/a/x.fits"))).toBe("of a bucket");
  await expect(openImageSource({ ...inFolder, bucketsDir: null }).read("s3://raws/a/x.fits")).rejects.toThrow(
    /S3_ENDPOINT/,
  );
});

test("an object of S3 is read; one that is not there is told from trouble", async () => {
  const source = openImageSource({ ...inFolder, s3: { endpoint, region: "us-east-1" } });
  expect(await text(source.read("s3://raws/a b/x.fits"))).toBe("of S3");
  await expect(source.read("s3://raws/none.fits")).rejects.toThrow(ImageNotFound);
  await expect(source.read("s3://nobucket/none.fits")).rejects.toThrow(ImageNotFound);
  const away = openImageSource({ ...inFolder, s3: { endpoint: "http://127.0.0.1:9", region: "us-east-1" } });
  await expect(away.read("s3://raws/a.fits")).rejects.not.toThrow(ImageNotFound);
}, 20_000);

test("a file that is not there is told from one that may not be read", async () => {
  await expect(openImageSource(inFolder).read(`file://${dir}/allowed/none.fits`)).rejects.toThrow(ImageNotFound);
});
