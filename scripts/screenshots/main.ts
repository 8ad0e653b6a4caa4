/** `node scripts/launch.mjs screenshots [--hold]`: plays a simulated LSSTCam night and a real one, and photographs them for docs/. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { CameraDetector } from "#contracts/camera.ts";
import { dayObsOf } from "#contracts/identity.ts";
import { imageTopic } from "#contracts/topics.ts";
import { openPublisher } from "#io/bus/open-bus.ts";
import { findCamera } from "#io/cameras/find-camera.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { processSystem } from "../../fixtures/process-system.ts";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { freePort } from "../parts/free-port.ts";
import { startRedis } from "../parts/redis.ts";
import { publishReplay } from "../replay/publish-replay.ts";
import { planFolder } from "../replay/replay-folder.ts";
import { ensureParts } from "../setup/ensure-parts.ts";
import { rootDir } from "../setup/places.ts";
import { buildPages } from "../start/build-pages.ts";
import { beganAtMs, brokenImage, cadenceMs, modelCamera, modelEvent } from "./model-night.ts";
import { type Shot, takeShots } from "./take-shots.ts";

const exposures = 60;
/** The last of them are announced one after another, so that their ways through the system are those of a quiet night. */
const live = 3;
/** Of the exposure after the last one, so that one is in progress. */
const detectorsSoFar = 143;
const realCamera = "Cecilia";
const patienceMs = 900_000;
const say = (line: string) => process.stderr.write(`screenshots: ${line}\n`);

const missing = (await ensureParts(["redis", "chromium"])).filter((part) => part.missing);
if (missing.length > 0) process.exit(1);
const trouble = await buildPages();
if (trouble !== null) throw new Error(`the pages could not be built: ${trouble}`);
const cameras = await loadCameras();
const camera = findCamera(cameras, modelCamera);
if (!camera) throw new Error(`cameras/ has no ${modelCamera}; restore cameras/lsstcam.yaml`);
const detectors = camera.detectors;

const folder = join(rootDir, "docs", "screenshots");
mkdirSync(folder, { recursive: true });
const dir = mkdtempSync(join(tmpdir(), "firstlook-screenshots-"));
const redis = await startRedis({ dir: join(dir, "redis") });
const port = String(await freePort());
const origin = `http://127.0.0.1:${port}`;
const system = processSystem({ REDIS_URL: redis.url, PORT: port, NODE_ENV: "production" });
const publisher = await openPublisher({ kafkaBrokers: null, redisUrl: redis.url });
const dayObs = dayObsOf(Date.now());
try {
  for (const role of ["distributor", "gather", "reconcile", "web"]) await system.start(`server/${role}/main.ts`);
  const shots: Shot[] = [...(await playReal()), ...(await playModel())];
  say(`taking ${shots.length} pages in three themes and two sizes`);
  const bytes = await takeShots(origin, folder, shots);
  say(`${(bytes / 1e6).toFixed(2)} MB in ${folder}`);
  if (process.argv.includes("--hold")) {
    say(`both nights stay at ${origin} until Ctrl-C`);
    await new Promise((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));
  }
} finally {
  await publisher.close();
  await system.stop();
  await redis.stop();
  rmSync(dir, { recursive: true, force: true });
}

/** The real night, by real workers. */
async function playReal(): Promise<Shot[]> {
  const path = sharedPath("data/night");
  if (path === null) {
    say(`${absent("data/night")}: its screenshots stay as they are`);
    return [];
  }
  const worker = await system.start("workers/main.ts");
  const { plan } = await planFolder(path, cameras, realCamera);
  const { signal } = new AbortController();
  await publishReplay(plan.images, { camera: realCamera, rate: 0, publisher, signal });
  const last = plan.images.at(-1);
  if (!last) throw new Error(`${path} has no images.`);
  await untilComplete(realCamera, last.dayObs, plan.images.length);
  await system.kill(worker);
  return [
    { name: "real-night", path: `/${realCamera}/${last.dayObs}`, settled: "[data-exposure-id]" },
    { name: "real-exposure", path: `/${realCamera}/${last.dayObs}/${last.seqNum}`, settled: "main img" },
    { name: "real-wall", path: `/${realCamera}/current`, settled: "[data-testid=latest-exposure]" },
  ];
}

/** The simulated night, complete but for a broken image and the exposure in progress. */
async function playModel(): Promise<Shot[]> {
  await system.start("scripts/screenshots/model-worker.ts", {
    MODEL_EXPOSURES: String(exposures + 1),
  });
  const beforeMs = Date.now();
  for (let seqNum = 1; seqNum <= exposures - live; seqNum += 1) {
    await announce(seqNum, detectors, beganAtMs(beforeMs, exposures - seqNum));
  }
  await untilComplete(modelCamera, dayObs, exposures - live);
  for (let seqNum = exposures - live + 1; seqNum <= exposures; seqNum += 1) {
    await Promise.all([announce(seqNum, detectors), pause(cadenceMs)]);
    await untilComplete(modelCamera, dayObs, seqNum);
  }
  await announce(exposures + 1, detectors.slice(0, detectorsSoFar));
  const night = `/${modelCamera}/${dayObs}`;
  return [
    { name: "simulated-night", path: night, settled: "[data-detector][data-state=done]" },
    { name: "simulated-exposure", path: `${night}/${brokenImage.seqNum}`, settled: "main img" },
    { name: "simulated-wall", path: `/${modelCamera}/current`, settled: "[data-detector][data-state=done]" },
  ];
}

async function announce(
  seqNum: number,
  some: readonly CameraDetector[],
  startedAtMs = beganAtMs(Date.now(), 0),
): Promise<void> {
  if (!camera) return;
  const events = some.map((detector) =>
    JSON.stringify(modelEvent(camera, detector, { dayObs, seqNum, startedAtMs, nowMs: Date.now() })),
  );
  await publisher.publish(imageTopic, events);
}

async function untilComplete(name: string, night: number, count: number): Promise<void> {
  const deadlineMs = performance.now() + patienceMs;
  for (;;) {
    const answer = await fetch(`${origin}/api/cameras/${name}/nights/${night}`);
    const body = answer.ok ? ((await answer.json()) as { exposures: { state: string }[] }) : { exposures: [] };
    const settled = body.exposures.filter(({ state }) => state === "complete" || state === "failed").length;
    if (settled >= count) return;
    if (performance.now() > deadlineMs) throw new Error(`${name}: ${settled} of ${count} exposures after 15 minutes`);
    say(`${name}: ${settled} of ${count} exposures`);
    await pause(2000);
  }
}
