/** The demo night: simulated exposures one after another, each written, then announced, as a camera would do it. */
import { readdir, rm } from "node:fs/promises";
import { setPriority } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import type { Camera } from "#contracts/camera.ts";
import type { ImageArrived } from "#contracts/event.ts";
import { dayObsOf, exposureIdOf } from "#contracts/identity.ts";
import { readSettings } from "#contracts/settings.ts";
import { imageTopic } from "#contracts/topics.ts";
import { busSettings } from "#io/bus/bus-settings.ts";
import { openPublisher } from "#io/bus/open-bus.ts";
import { findCamera } from "#io/cameras/find-camera.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import type { EventPublisher } from "#io/ports.ts";
import { eventDelaysMs, mishapOf, truncated } from "./simulate/demo-scenario.ts";
import { obsIdOf } from "./simulate/exposure-cards.ts";
import { type PlannedExposure, planNight } from "./simulate/night-plan.ts";
import { simulateImage } from "./simulate/simulate-image.ts";
import { writeRaw } from "./simulate/simulate-night.ts";

const demoSettings = z.object({
  /** Seconds from one exposure to the next: a night at about six times its pace. */
  DEMO_CADENCE_S: z.coerce.number().positive().default(6),
  /** Exposures of one run. */
  DEMO_EXPOSURES: z.coerce.number().int().min(0).default(120),
});

/** Below the workers, so that simulating never slows what it shows. */
const demoPriority = 10;

/** Ends after the exposure in hand, so that none is announced in part. */
const stopping = new AbortController();
/** A bus that no longer answers must not keep the demo from ending. */
const longestStopMs = 4000;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    stopping.abort();
    setTimeout(() => process.exit(0), longestStopMs).unref();
  });
}

async function runDemo(): Promise<void> {
  const settings = readSettings(process.env);
  const { DEMO_CADENCE_S, DEMO_EXPOSURES } = demoSettings.parse(withoutEmpty(process.env));
  setPriority(demoPriority);
  const camera = findCamera(await loadCameras(), "SimCam");
  if (!camera) throw new Error("cameras/ has no SimCam; restore cameras/simcam.yaml");
  const folder = resolve(settings.DATA_DIR, "demo");
  const dayObs = dayObsOf(Date.now());
  await removeOlderNights(join(folder, camera.name), dayObs);
  const before = await lastSeqNum(join(folder, camera.name, String(dayObs)));
  const publisher = await openPublisher(busSettings(settings));
  try {
    say(
      `${DEMO_EXPOSURES} exposures of ${camera.name}, one every ${DEMO_CADENCE_S} s, from ${obsIdOf(camera, dayObs, before + 1)}`,
    );
    // A night has its own sky: the same on every start of the same day.
    const plan = planNight({ seed: dayObs, exposures: before + DEMO_EXPOSURES }).slice(before);
    for (const [index, exposure] of plan.entries()) {
      const startedAtMs = Date.now();
      await expose({ camera, folder, dayObs, exposure, number: index + 1 }, publisher);
      const left = DEMO_CADENCE_S * 1000 - (Date.now() - startedAtMs);
      if (index + 1 < plan.length) await wait(left);
      if (stopping.signal.aborted) return say("stopped");
    }
    say(`the night's ${plan.length} exposures are done`);
  } finally {
    await publisher.close();
  }
}

interface DemoExposure {
  camera: Camera;
  folder: string;
  dayObs: number;
  exposure: PlannedExposure;
  /** The how-manieth of this run, from 1. */
  number: number;
}

/** Writes every file of an exposure, then announces them one by one. */
async function expose(demo: DemoExposure, publisher: EventPublisher): Promise<void> {
  const { camera, folder, dayObs, exposure, number } = demo;
  const { seqNum } = exposure;
  const names = camera.detectors.map(({ name }) => name);
  const mishap = mishapOf(dayObs, number, names);
  const startedAtMs = Date.now() - exposure.exposureTimeS * 1000;
  const paths = new Map<string, string>();
  for (const detector of camera.detectors) {
    const { bytes } = simulateImage({ seed: dayObs, camera, detector, dayObs, startedAtMs, exposure });
    const broken = mishap?.kind === "truncated-file" && mishap.detector === detector.name;
    const image = { dayObs, seqNum, detector };
    paths.set(detector.name, await writeRaw(folder, camera, image, broken ? truncated(bytes) : bytes));
    // A signal is heard between detectors.
    await pause(0);
  }
  if (mishap) say(`part of the demo: ${mishap.kind} of ${mishap.detector} in ${obsIdOf(camera, dayObs, seqNum)}`);
  const delays = [...eventDelaysMs(dayObs, number, names)].sort(([, one], [, other]) => one - other);
  let passedMs = 0;
  for (const [detector, delayMs] of delays) {
    await wait(delayMs - passedMs);
    passedMs = delayMs;
    if (mishap?.kind === "missing-event" && mishap.detector === detector) continue;
    const event: ImageArrived = {
      type: "image-arrived",
      v: 1,
      camera: camera.name,
      exposureId: exposureIdOf(dayObs, seqNum),
      dayObs,
      seqNum,
      obsId: obsIdOf(camera, dayObs, seqNum),
      detector,
      kind: "raw",
      uri: pathToFileURL(paths.get(detector) ?? "").href,
      eventAtMs: Date.now(),
    };
    await publisher.publish(imageTopic, [JSON.stringify(event)]);
  }
}

/** @returns the last sequence number that the night has on disk, 0 for a new night. */
async function lastSeqNum(nightFolder: string): Promise<number> {
  const obsIds = await readdir(nightFolder).catch(() => []);
  return Math.max(0, ...obsIds.map((obsId) => Number(/_(\d{6})$/.exec(obsId)?.[1] ?? 0)));
}

/** The raws of earlier demo nights are not needed again; their numbers and pictures stay. */
async function removeOlderNights(cameraFolder: string, dayObs: number): Promise<void> {
  for (const night of await readdir(cameraFolder).catch(() => [])) {
    if (/^\d{8}$/.test(night) && Number(night) < dayObs) {
      await rm(join(cameraFolder, night), { recursive: true, force: true });
      say(`removed the raw files of the demo night ${night}`);
    }
  }
}

/** Waits, or returns at once when the demo is told to end. */
async function wait(ms: number): Promise<void> {
  await pause(Math.max(0, ms), undefined, { signal: stopping.signal }).catch(() => {});
}

function withoutEmpty(environment: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
}

function say(text: string): void {
  process.stdout.write(`demo night: ${text}\n`);
}

try {
  await runDemo();
} catch (error) {
  process.stderr.write(`demo night: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
