/** Plans the job of one image: identity, place, configuration and the camera's facts, all resolved. Pure. */
import type { Camera } from "#contracts/camera.ts";
import { defaultPool, sparePool } from "#contracts/control.ts";
import type { ImageArrived } from "#contracts/event.ts";
import { workKey } from "#contracts/identity.ts";
import { cameraFactsOf, type Job } from "#contracts/job.ts";
import { firstRun } from "#contracts/run-name.ts";
import type { JobSelection } from "#contracts/selection.ts";

/** A task as a job carries it. */
export interface PlannedTask {
  task: string;
  taskVersion: string;
  config: Readonly<Record<string, unknown>>;
  configHash: string;
  /** The rules that chose it, where rules did. */
  selection?: JobSelection;
}

export function planJob(
  image: ImageArrived,
  camera: Camera,
  task: PlannedTask,
  { pool, receivedAtMs, queuedAtMs }: { pool?: string; receivedAtMs: number; queuedAtMs: number },
  run: string = firstRun,
): Job {
  return {
    v: 1,
    id: workKey(image, task.task, run),
    ...(run !== firstRun && { run }),
    camera: image.camera,
    exposureId: image.exposureId,
    detector: image.detector,
    kind: image.kind,
    dayObs: image.dayObs,
    seqNum: image.seqNum,
    obsId: image.obsId,
    uris: placesToLook(image.uri, camera),
    // Nobody waits for a side run as people wait for the night.
    pool: pool ?? (run === firstRun ? defaultPool : sparePool),
    ...task,
    facts: cameraFactsOf(camera, image.detector),
    eventAtMs: image.eventAtMs,
    receivedAtMs,
    queuedAtMs,
  };
}

/**
 * @returns the places to look for an image, in order. A camera may name several endings of its files; an event that
 * names none of them is taken at its word.
 */
export function placesToLook(uri: string, camera: Camera): string[] {
  const endings = (camera.images?.keys ?? []).map((key) => key.slice(key.lastIndexOf("}") + 1));
  const ending = endings.find((candidate) => candidate !== "" && uri.endsWith(candidate));
  if (ending === undefined) return [uri];
  const stem = uri.slice(0, -ending.length);
  return [uri, ...endings.filter((other) => other !== ending).map((other) => stem + other)];
}
