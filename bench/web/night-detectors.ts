/** Time of `GET …/detectors` for a night of 189 detectors: `node bench/web/night-detectors.ts REDIS_URL [EXPOSURES]`, on an empty Redis. */
import { gzipSync } from "node:zlib";
import { exposureIdOf } from "#contracts/identity.ts";
import { metrics } from "#contracts/metrics.ts";
import { connectRedis, type Redis } from "#io/redis/connect.ts";
import { keys } from "#io/redis/keys.ts";
import { nightDetectorsReader } from "#server/night/night-detectors.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";

export interface NightDetectorsTimes {
  firstMs: number;
  againMs: number;
  bytes: number;
  gzipBytes: number;
}

const dayObs = 20260901;

/** @param redis an empty one, which is filled. */
export async function measureNightDetectors(redis: Redis, exposures: number): Promise<NightDetectorsTimes> {
  const detectors = Array.from({ length: 189 }, (_, at) => `R${Math.floor(at / 9)}_S${at % 9}`);
  for (let seqNum = 1; seqNum <= exposures; seqNum += 1) {
    const exposureId = exposureIdOf(dayObs, seqNum);
    const results = detectors.map((detector, at) => {
      const values = metrics.map(({ key }, of) => [key, Math.sin(seqNum * 7.31 + at * 3.17 + of) * 1000]);
      const result = sampleResult({ exposureId, seqNum, detector, metrics: Object.fromEntries(values) });
      return [`${detector}~raw~quick-look`, JSON.stringify(result)] as const;
    });
    await redis.hset(keys.results("TestCam", exposureId), Object.fromEntries(results));
    await redis.zadd(keys.night("TestCam", dayObs), exposureId, exposureId);
    await redis.hset(keys.exposure("TestCam", exposureId), "summaryRevision", 1);
  }
  const reader = nightDetectorsReader(redis);
  const timed = async (metric: string): Promise<[number, string]> => {
    const beganMs = performance.now();
    const answer = await reader.read("TestCam", dayObs, metric, detectors);
    return [performance.now() - beganMs, JSON.stringify(answer)];
  };
  const [firstMs, text] = await timed("sky_bg");
  const [againMs] = await timed("sky_bg");
  return { firstMs, againMs, bytes: text.length, gzipBytes: gzipSync(text).length };
}

if (import.meta.main) {
  const [url = "", exposures = "200"] = process.argv.slice(2);
  if (url === "") throw new Error("Name the URL of a Redis that holds nothing: it is filled.");
  const redis = connectRedis(url, "bench");
  if ((await redis.dbsize()) > 0) throw new Error(`${url} is not empty; name one that is.`);
  const { firstMs, againMs, bytes, gzipBytes } = await measureNightDetectors(redis, Number(exposures));
  process.stdout.write(
    `${exposures} exposures × 189 detectors: first ${firstMs.toFixed(0)} ms (${(firstMs / Number(exposures)).toFixed(1)} ms an exposure), ` +
      `again ${againMs.toFixed(0)} ms; ${(bytes / 1e6).toFixed(2)} MB, ${(gzipBytes / 1e6).toFixed(2)} MB gzip\n`,
  );
  await redis.quit();
}
