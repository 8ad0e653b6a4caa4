/** The real events against a real Redis: one job an image, whichever sources tell of it and however often. */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, inject, test } from "vitest";
import type { Parsed } from "#contracts/outcome.ts";
import { genericCamera } from "#io/cameras/generic-camera.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { intakeStore } from "#io/redis/intake-store.ts";
import { openJobQueue } from "#io/redis/job-queue.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { readIntake } from "#io/redis/worker-store.ts";
import { openSchemaSource } from "#io/schemas/schema-source.ts";
import { type DistributorParts, distribute } from "#server/distributor/distribute.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { realDecoders, realEvent } from "../../fixtures/real-event.ts";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";

const folder = sharedPath("events");
const { redis } = await freshRedis(inject("redisUrl"));
const queue = openJobQueue(redis, "quick-look");
afterAll(async () => {
  await queue.close();
  redis.disconnect();
});
beforeEach(() => redis.flushdb());

const parts: DistributorParts = {
  cameras: await loadCameras(),
  genericCamera,
  tasksFor: async () => () => ({
    tasks: [{ task: "quick-look", taskVersion: "1", config: {}, configHash: "abc" }],
    reason: null,
  }),
  intake: intakeStore(redis),
  results: resultStore(redis),
  queue,
  schemas: { decodersOf: async () => realDecoders(folder ?? "") },
  nowMs: Date.now,
};
let offset = 0;
const message = (value: Uint8Array) => ({
  topic: "events",
  position: `events/0@${offset++}`,
  value,
  receivedAtMs: 1000,
});
const send = async (values: Uint8Array[], using = parts) =>
  (await distribute(values.map(message), using)).map(({ kind }) => kind);
const sendFile = (...files: string[]) => send(files.map((file) => realEvent(folder ?? "", file)));
const waiting = () => queue.view(Date.now()).then((view) => view.waiting);
const repeated = (kinds: Parsed["kind"][]) => kinds.map((kind) => (kind === "work" ? "duplicate" : kind));

if (folder === null) console.info(absent("events"));

describe.skipIf(folder === null)(`real events (${folder ?? absent("events")})`, () => {
  test.each([
    ["imageinoods-science.json", 1],
    ["imageinoods-science.hex", 1],
    ["imageinoods-wavefront.json", 1],
    ["imageinoods-guider.json", 1],
    ["imageinoods-latiss.json", 1],
    ["imageinoods-latiss-stale-raft.json", 1],
    ["imageinoods-extra-field.hex", 1],
    ["imageinoods-ingest-failure.hex", 0],
    ["imageinoods-empty-fields.hex", 0],
    ["imageinoods-truncated.hex", 0],
    ["imageinoods-bad-magic.hex", 0],
    ["s3-summit-science.json", 1],
    ["s3-usdf-science.json", 1],
    ["s3-latiss.json", 1],
    ["s3-trigger-205.json", 205],
    ["s3-mixed-good-bad.json", 4],
    ["s3-encoded-key.json", 2],
    ["rucio-raw.json", 1],
    ["rucio-sidecar-object.json", 1],
    ["rucio-python-repr.json", 0],
  ])("%s twice makes %i job(s): the second time all work is a duplicate", async (file, jobs) => {
    const first = await sendFile(file);
    expect(await waiting()).toBe(jobs);
    expect(await sendFile(file)).toEqual(repeated(first));
    expect(await waiting()).toBe(jobs);
  });

  test("s3-mixed-good-bad.json: record 10 is a duplicate of record 0", async () => {
    const outcomes = await sendFile("s3-mixed-good-bad.json");
    const wanted = ["work", "dead", "work", "dead", "dead", "dead", "ignore", "dead", "work", "work", "duplicate"];
    expect(outcomes).toEqual(wanted);
  });

  test("an image that the bucket, the OODS in Avro and in JSON tell of is one job, in any order", async () => {
    const sources = ["s3-summit-science.json", "imageinoods-science.hex", "imageinoods-science.json"];
    for (const [at] of sources.entries()) {
      await redis.flushdb();
      const [first = "", ...others] = [...sources.slice(at), ...sources.slice(0, at)];
      expect(await sendFile(first)).toEqual(["work"]);
      expect(await sendFile(...others)).toEqual(["duplicate", "duplicate"]);
      expect(await waiting()).toBe(1);
    }
  });

  test("an image that Rucio, the bucket and the OODS tell of in one batch is one job", async () => {
    const obsId = "AT_O_20250113_000004";
    const key = `LATISS/20250113/${obsId}/${obsId}_R00_S00.fits`;
    const s3 = { Records: [{ s3: { bucket: { name: "rubin-summit" }, object: { key } } }] };
    const oods = JSON.parse(realEvent(folder ?? "", "imageinoods-latiss.json").toString());
    const values = [s3, { ...oods, obsid: obsId }].map((value) => Buffer.from(JSON.stringify(value)));
    const rucio = ["rucio-raw.json", "rucio-sidecar-object.json"].map((file) => realEvent(folder ?? "", file));
    expect(await send([...rucio, ...values])).toEqual(["work", "duplicate", "duplicate", "duplicate"]);
    expect(await waiting()).toBe(1);
  });

  test("a failure because the file was there already leaves the detector as it is", async () => {
    expect(await sendFile("imageinoods-science.hex")).toEqual(["work"]);
    expect(await sendFile("imageinoods-ingest-failure-duplicate.json")).toEqual(["duplicate"]);
    expect((await readExposure(redis, "LSSTCam", 2026090100123))?.results).toEqual([]);
  });

  test("while the registry is away nothing is acknowledged, counted or dead; when it is back all is work", async () => {
    const value = realEvent(folder ?? "", "imageinoods-science.hex");
    const schema = realEvent(folder ?? "", "imageinoods.avsc").toString();
    let status = 503;
    const registry = createServer((_, response) => response.writeHead(status).end(JSON.stringify({ schema })));
    await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
    const registryUrl = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`;
    const cacheDir = await mkdtemp(join(tmpdir(), "firstlook-schemas-"));
    const using = { ...parts, schemas: openSchemaSource({ folder: null, registryUrl, cacheDir }) };
    try {
      await expect(send([Buffer.from("{"), value], using)).rejects.toThrow("Schema 1234 cannot be had");
      status = 404;
      await expect(send([value], using)).rejects.toThrow("answers 404");
      expect(await readIntake(redis)).toMatchObject({ counts: {}, dead: [] });
      status = 200;
      expect(await send([Buffer.from("{"), value], using)).toEqual(["dead", "work"]);
      expect(await waiting()).toBe(1);
    } finally {
      registry.closeAllConnections();
      registry.close();
      await rm(cacheDir, { recursive: true });
    }
  });

  test("an installation without a schema source refuses the batch and says which schema it needs", async () => {
    const { schemas: _, ...without } = parts;
    await expect(send([realEvent(folder ?? "", "imageinoods-science.hex")], without)).rejects.toThrow("schema 1234");
    expect(await waiting()).toBe(0);
  });
});
