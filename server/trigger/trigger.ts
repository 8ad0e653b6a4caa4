/** Announces an exposure's images again for a person: finds them, lets failures give way, and takes the events in. */
import type { Camera } from "#contracts/camera.ts";
import type { ImageArrived } from "#contracts/event.ts";
import type { TriggerAnswer, TriggerRequest } from "#contracts/trigger.ts";
import type { ImageListing } from "#io/images/image-listing.ts";
import type { ExposureFacts } from "#io/redis/exposure-store.ts";
import { prefixesOf } from "#server/reconcile/image-places.ts";
import { adviceFor, parseTarget, planTrigger, type TriggerTarget } from "./plan-trigger.ts";

export interface TriggerParts {
  cameras: readonly Camera[];
  /** A camera by name, one that no file defines as well. */
  cameraOf: (name: string) => Camera;
  listing: ImageListing;
  readExposure: (camera: string, exposureId: number) => Promise<ExposureFacts | null>;
  /** Lets a failed result give way. @returns whether there was one. */
  supersede: (image: ImageArrived) => Promise<boolean>;
  /** Takes events in as if they had come over the bus; `tag` makes ids of jobs that were never queued before. */
  takeIn: (events: readonly ImageArrived[], tag: string) => Promise<void>;
  nowMs: () => number;
}

/** Words that name no image. */
export class TriggerRefused extends Error {
  override name = "TriggerRefused";
}

/**
 * Resolves when the jobs are safe in the queue. Whoever triggers twice finds the images pending.
 * @throws TriggerRefused when the words name no exposure or detector.
 */
export async function trigger(request: TriggerRequest, parts: TriggerParts): Promise<TriggerAnswer> {
  const camera = request.camera === undefined ? null : parts.cameraOf(request.camera);
  const target = parseTarget(request.image, camera, parts.cameras);
  if ("problem" in target) throw new TriggerRefused(target.problem);
  const facts = await parts.readExposure(target.camera.name, target.exposureId);
  // An exposure that is named by number may be known by its observation id all the same.
  const named = { ...target, obsId: target.obsId ?? facts?.obsId ?? null };
  const planned = planTrigger(named, facts, await listed(named, parts), request.force);
  const events = planned.flatMap(({ event }) => event ?? []);
  for (const { report, event } of planned) if (report.outcome === "again" && event) await parts.supersede(event);
  if (events.length > 0) await parts.takeIn(events, parts.nowMs().toString(36));
  return {
    camera: target.camera.name,
    exposureId: target.exposureId,
    images: planned.map(({ report }) => report),
    advice: adviceFor(
      target,
      facts,
      request.force ? planned.filter(({ report }) => report.outcome === "has-result").length : 0,
    ),
  };
}

async function listed(
  { camera, dayObs, obsId }: TriggerTarget,
  { listing }: TriggerParts,
): Promise<Map<string, number | null> | { trouble: string }> {
  if (obsId === null) return new Map();
  try {
    const lists = await Promise.all(prefixesOf({ camera, dayObs, obsId }).map((prefix) => listing.list(prefix)));
    return new Map(lists.flatMap((list) => [...list]));
  } catch (error) {
    return { trouble: (error as Error).message };
  }
}
