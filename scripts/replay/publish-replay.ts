/** Announces the images of a replay at their pace. */
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { ImageArrived } from "#contracts/event.ts";
import { imageTopic } from "#contracts/topics.ts";
import type { EventPublisher } from "#io/ports.ts";
import { announceAfterMs } from "./pace.ts";
import type { PlannedImage } from "./plan-replay.ts";

/** Events that go to the bus in one call. */
const batchSize = 200;

/** @returns the event of an image that is announced at `nowMs`. */
export function imageEvent(camera: string, image: PlannedImage, nowMs: number): ImageArrived {
  const { exposureId, dayObs, seqNum, obsId, detector, kind } = image;
  const uri = pathToFileURL(image.path).href;
  return {
    type: "image-arrived",
    v: 1,
    camera,
    exposureId,
    dayObs,
    seqNum,
    obsId,
    detector,
    kind,
    uri,
    eventAtMs: nowMs,
  };
}

/** @returns when the bus holds all events, or when `signal` ends the replay. */
export async function publishReplay(
  images: readonly PlannedImage[],
  options: { camera: string; rate: number; publisher: EventPublisher; signal: AbortSignal },
): Promise<void> {
  const { camera, rate, publisher, signal } = options;
  const afterMs = announceAfterMs(
    images.map(({ observedAtMs }) => observedAtMs),
    rate,
  );
  const startedAtMs = performance.now();
  for (let next = 0; next < images.length && !signal.aborted; ) {
    const waitMs = (afterMs[next] as number) - (performance.now() - startedAtMs);
    if (waitMs > 0) await pause(waitMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    const passedMs = performance.now() - startedAtMs;
    let end = next + 1;
    while (end < images.length && end - next < batchSize && (afterMs[end] as number) <= passedMs) end += 1;
    const nowMs = Date.now();
    const events = images.slice(next, end).map((image) => JSON.stringify(imageEvent(camera, image, nowMs)));
    await publisher.publish(imageTopic, events);
    next = end;
  }
}
