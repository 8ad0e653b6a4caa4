/** Redis as observatories run it, started for real: TLS only, a user with few rights, Sentinels that replace a dead master. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Job } from "#contracts/job.ts";
import {
  password,
  type RunningPart,
  secureUrl,
  startSecureRedis,
  startSentinel,
  user,
} from "../../fixtures/secure-redis.ts";
import { haveOpenssl, makeTlsFiles, type TlsFiles } from "../../fixtures/tls-files.ts";
import { connectRedis } from "./connect.ts";
import { claimJobs } from "./job-claims.ts";
import { openJobQueue } from "./job-queue.ts";
import { openStreamConsumer, openStreamPublisher } from "./stream-bus.ts";

if (!haveOpenssl)
  console.info("skipped: Redis with TLS and Sentinel, because there is no openssl to make certificates");

const job: Job = {
  v: 1,
  id: "TestCam~2026090100001~A~raw~quick-look",
  camera: "TestCam",
  exposureId: 2026090100001,
  detector: "A",
  kind: "raw",
  dayObs: 20260901,
  seqNum: 1,
  obsId: null,
  uris: ["file:///a.fits"],
  pool: "quick-look",
  task: "quick-look",
  taskVersion: "1",
  config: {},
  configHash: "abc",
  facts: { pixelScaleArcsec: null, saturationAdu: null, timeScale: "UTC", headerWords: {} as never },
  eventAtMs: null,
  receivedAtMs: 1,
  queuedAtMs: 2,
};

describe.skipIf(!haveOpenssl)("Redis with TLS, a user and Sentinels", () => {
  const dir = mkdtempSync(join(tmpdir(), "firstlook-secure-redis-"));
  const parts: RunningPart[] = [];
  let tls: TlsFiles;
  let master: RunningPart;
  const keep = <T extends RunningPart>(part: T): T => {
    parts.push(part);
    return part;
  };
  beforeAll(async () => {
    tls = makeTlsFiles(join(dir, "tls"));
    master = keep(await startSecureRedis(dir, tls));
  });
  afterAll(async () => {
    await Promise.all(parts.map((part) => part.kill()));
    rmSync(dir, { recursive: true, force: true });
  });

  test("queue, claim and bus work with a user that may touch Firstlook's keys alone", async () => {
    const url = secureUrl(tls, [master.port]);
    const redis = connectRedis(url, "test");
    await expect(redis.set("other", 1)).rejects.toThrow(/NOPERM/);
    await expect(redis.config("GET", "*")).rejects.toThrow(/NOPERM/);
    const queue = openJobQueue(redis, "quick-look");
    await queue.add([job]);
    const claimed = Promise.withResolvers<string>();
    const handlers = {
      handle: async (claim: { job: Job }) => claimed.resolve(claim.job.id),
      isDone: async () => false,
      giveUp: async () => undefined,
      onTrouble: claimed.reject,
    };
    const claims = claimJobs(connectRedis(url, "worker"), ["quick-look"], handlers as never, { leaseMs: 8000 });
    expect(await claimed.promise).toBe(job.id);
    await claims.stop();
    const told = Promise.withResolvers<string>();
    const consumption = await openStreamConsumer(url).consume(
      { group: "g", topics: ["images"], onTrouble: told.reject },
      async ([first]) => told.resolve(new TextDecoder().decode(first?.value ?? undefined)),
    );
    const publisher = openStreamPublisher(url);
    await publisher.publish("images", ["hello"]);
    expect(await told.promise).toBe("hello");
    await consumption.stop();
    await publisher.close();
    await queue.close();
    redis.disconnect();
  });

  test("nobody gets in without TLS, with an unknown authority, or with a wrong password", async () => {
    for (const url of [
      `redis://${user}:${encodeURIComponent(password)}@127.0.0.1:${master.port}`,
      secureUrl(tls, [master.port]).replace(/\?.*/, ""),
      secureUrl(tls, [master.port]).replace(encodeURIComponent(password), "wrong"),
    ]) {
      const redis = connectRedis(url, "intruder", "fail-fast");
      await expect(redis.ping(), url).rejects.toThrow();
      redis.disconnect();
    }
  });

  test("S2: Sentinels replace a master that dies, and a connection goes on with the new one by itself", {
    timeout: 60_000,
  }, async () => {
    await startSecureRedis(dir, tls, master.port).then(keep);
    const admin = connectRedis(secureUrl(tls, [master.port]), "test");
    await expect.poll(() => admin.info("replication"), { timeout: 20_000 }).toMatch(/state=online/);
    admin.disconnect();
    const sentinels = [];
    for (let index = 0; index < 3; index += 1) sentinels.push(keep(await startSentinel(dir, tls, master.port)));
    const url = secureUrl(
      tls,
      sentinels.map(({ port }) => port),
      "mymaster",
    );
    const watcher = connectRedis(secureUrl(tls, [sentinels[0]?.port ?? 0]), "test");
    const knows = async () => String(await watcher.call("SENTINEL", "MASTER", "mymaster"));
    await expect.poll(knows, { timeout: 20_000 }).toMatch(/num-slaves,1,num-other-sentinels,2/);
    watcher.disconnect();
    const redis = connectRedis(url, "test");
    await redis.set("fl:before", "kept");
    await redis.wait(1, 5000);
    await master.kill();
    await redis.set("fl:after", "written");
    expect(await redis.mget("fl:before", "fl:after")).toEqual(["kept", "written"]);
    redis.disconnect();
  });
});
