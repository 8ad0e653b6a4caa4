/** Time of `GET …/detectors` for a night of 189 detectors: `node bench/web/night-detectors.ts REDIS_URL [EXPOSURES]`, on an empty Redis. */
import { gzipSync } from "node:zlib";
import { exposureIdOf } from "#contracts/identity.ts";
import { metrics } from "#contracts/metrics.ts";
import { type DetectorValues, saveByDetector } from "#io/redis/by-detector-store.ts";
import { connectRedis, type Redis } from "#io/redis/connect.ts";
import { keys } from "#io/redis/keys.ts";
import { type NightDetectorsReader, nightDetectorsReader } from "#server/night/night-detectors.ts";
import { metricsByDetector } from "#server/night/pack-detectors.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";

export interface NightDetectorsTimes {
  /** A process that has read nothing yet, from the numbers that the gatherer keeps by detector. */
  firstMs: number;
  /** The same where nothing is kept, from all results. */
  fromResultsMs: number;
  againMs: number;
  bytes: number;
  gzipBytes: number;
}

const dayObs = 20260901;

/** @param redis an empty one, which is filled. */
export async function measureNightDetectors(redis: Redis, exposures: number): Promise<NightDetectorsTimes> {
  const detectors = Array.from({ length: 189 }, (_, at) => `R${Math.floor(at / 9)}_S${at % 9}`);
  const kept = new Map<number, Map<string, DetectorValues>>();
  for (let seqNum = 1; seqNum <= exposures; seqNum += 1) {
    const exposureId = exposureIdOf(dayObs, seqNum);
    const results = detectors.map((detector, at) => {
      const values = metrics.map(({ key }, of) => [key, Math.sin(seqNum * 7.31 + at * 3.17 + of) * 1000]);
      const result = sampleResult({ exposureId, seqNum, detector, metrics: Object.fromEntries(values) });
      return result;
    });
    const texts = results.map((result) => [`${result.detector}~raw~quick-look`, JSON.stringify(result)] as const);
    await redis.hset(keys.results("TestCam", exposureId), Object.fromEntries(texts));
    kept.set(exposureId, metricsByDetector({ images: [], results }));
    await redis.zadd(keys.night("TestCam", dayObs), exposureId, exposureId);
    await redis.hset(keys.exposure("TestCam", exposureId), "summaryRevision", 1);
  }
  const timed = async (reader: NightDetectorsReader): Promise<[number, string]> => {
    const beganMs = performance.now();
    const answer = await reader.read("TestCam", dayObs, "sky_bg", detectors);
    return [performance.now() - beganMs, JSON.stringify(answer)];
  };
  const [fromResultsMs] = await timed(nightDetectorsReader(redis));
  for (const [exposureId, metricsOf] of kept) {
    await saveByDetector(redis, { camera: "TestCam", exposureId, revision: 1 }, metricsOf);
  }
  const reader = nightDetectorsReader(redis);
  const [firstMs, text] = await timed(reader);
  const [againMs] = await timed(reader);
  return { firstMs, fromResultsMs, againMs, bytes: text.length, gzipBytes: gzipSync(text).length };
}

if (import.meta.main) {
  const [url = "", exposures = "200"] = process.argv.slice(2);
  if (url === "") throw new Error("Name the URL of a Redis that holds nothing: it is filled.");
  const redis = connectRedis(url, "bench");
  if ((await redis.dbsize()) > 0) throw new Error(`${url} is not empty; name one that is.`);
  const { firstMs, fromResultsMs, againMs, bytes, gzipBytes } = await measureNightDetectors(redis, Number(exposures));
  process.stdout.write(
    `${exposures} exposures × 189 detectors: first ${firstMs.toFixed(0)} ms (${(firstMs / Number(exposures)).toFixed(1)} ms an exposure), ` +
      `from all results ${fromResultsMs.toFixed(0)} ms, again ${againMs.toFixed(0)} ms; ${(bytes / 1e6).toFixed(2)} MB, ${(gzipBytes / 1e6).toFixed(2)} MB gzip\n`,
  );
  await redis.quit();
}
