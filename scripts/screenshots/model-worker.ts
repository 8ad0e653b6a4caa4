/** A worker whose images are simulated: the middle detector's pixels are made and analysed, the others vary its numbers. */
import { readSettings, servedPools } from "#contracts/settings.ts";
import { findCamera } from "#io/cameras/find-camera.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { openObjects } from "#io/objects/open-objects.ts";
import { connectRedis } from "#io/redis/connect.ts";
import { type ClaimHandlers, claimJobs } from "#io/redis/job-claims.ts";
import { quarantineStore } from "#io/redis/quarantine-store.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { openCompute } from "#workers/compute.ts";
import { type JobParts, runJob } from "#workers/run-job.ts";
import type { ThreadAnswer } from "#workers/thread.ts";
import { simulateImage } from "../simulate/simulate-image.ts";
import { asSeenBy, brokenImage, middleDetector, modelCamera, planModelNight } from "./model-night.ts";

const settings = readSettings(process.env);
const exposures = Number(process.env["MODEL_EXPOSURES"]);
const night = planModelNight(exposures);
const { camera, middle } = await lookUp();
const compute = openCompute(settings.TASK_TIMEOUT_S * 1000);
await compute.warm();

/** Newest last; a few are enough, since an exposure's images come together. */
const raws = new Map<number, Uint8Array<ArrayBuffer>>();
const answers = new Map<string, Promise<ThreadAnswer>>();
const kept = 8;

function remember<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= kept) break;
    map.delete(oldest);
  }
  return value;
}

async function lookUp() {
  const found = findCamera(await loadCameras(), modelCamera);
  const itsMiddle = found?.detectors.find(({ name }) => name === middleDetector);
  if (!found || !itsMiddle) throw new Error(`cameras/ has no ${modelCamera} with a detector ${middleDetector}.`);
  return { camera: found, middle: itsMiddle };
}

function imageOf(uri: string) {
  const [, dayObs, seqNum, startedAtMs, name] = /\/(\d{8})\/(\d+)\/(\d+)\/(\w+)\.fits$/.exec(uri) ?? [];
  const detector = camera.detectors.find((each) => each.name === name);
  const exposure = night[Number(seqNum) - 1];
  if (!detector || !exposure) throw new Error(`${uri} is no image of the simulated night.`);
  return { dayObs: Number(dayObs), startedAtMs: Number(startedAtMs), detector, exposure };
}

function rawOf(uri: string): Uint8Array<ArrayBuffer> {
  const { dayObs, startedAtMs, exposure } = imageOf(uri);
  return remember(raws, exposure.seqNum, () => {
    return new Uint8Array(
      simulateImage({ seed: dayObs, camera, detector: middle, dayObs, startedAtMs, exposure }).bytes,
    );
  });
}

const nothing = async () => undefined;
const redis = connectRedis(settings.REDIS_URL, "model-worker");
const results = resultStore(redis);
const parts: JobParts = {
  images: { read: async (uri) => rawOf(uri).slice() },
  objects: openObjects(settings),
  results,
  quarantine: quarantineStore(redis),
  compute: {
    async run(request) {
      const { detector, exposure } = imageOf(request.uri);
      const { seqNum } = exposure;
      if (seqNum === brokenImage.seqNum && detector.name === brokenImage.detector) {
        const message = `The file ends after 16,384 bytes, within its second HDU: ${request.uri}.`;
        return {
          answer: { ok: false, error: { code: "truncated", message } },
          sha256: "",
          pictures: [],
          warnings: [],
          log: [],
        };
      }
      const what = `${seqNum} ${request.task} ${JSON.stringify(request.config)}`;
      return asSeenBy(detector, seqNum, await remember(answers, what, () => compute.run(request)));
    },
    warm: nothing,
    close: nothing,
  },
  calibrations: { read: () => Promise.reject(new Error("the simulated night has no masters")) },
  programs: { has: () => false, run: () => Promise.reject(new Error("no programs")), warm: nothing, close: nothing },
  worker: `simulated-${process.pid}`,
  reach: () => undefined,
  nowMs: Date.now,
};
const handlers: ClaimHandlers = {
  isDone: (job) => results.has(job),
  handle: async (claim, goOn) => void (await runJob(claim, parts, goOn)),
  giveUp: nothing,
  onTrouble: (error: Error) => process.stderr.write(`${error.message}\n`),
};
claimJobs(redis, servedPools(settings).pools, handlers, { leaseMs: settings.JOB_LEASE_S * 1000, slots: 8 });
process.stdout.write("model worker is ready\n");
