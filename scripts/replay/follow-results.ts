/** Follows the results of a replay through the HTTP API until every image is done or failed. */
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { PlannedImage } from "./plan-replay.ts";

/** The part of a night's answer that is needed; a newer server may say more. */
const nightPart = z.object({
  exposures: z.array(
    z.object({
      exposureId: z.number(),
      seqNum: z.number(),
      done: z.number(),
      failed: z.number(),
      error: z.object({ code: z.string(), message: z.string() }).nullable().optional(),
    }),
  ),
});

export interface ReplayProgress {
  total: number;
  done: number;
  failed: number;
  /** Why images failed, each reason once. */
  reasons: string[];
}

/** The system at `origin` does not answer as it should. */
export class ServerTrouble extends Error {
  override name = "ServerTrouble";
}

/** @throws ServerTrouble when no Firstlook answers. */
export async function checkServer(origin: string): Promise<void> {
  await getJson(`${origin}/api/cameras`);
}

/** @returns how far the images are. @throws ServerTrouble. */
export async function readProgress(
  origin: string,
  camera: string,
  images: readonly PlannedImage[],
): Promise<ReplayProgress> {
  const wanted = new Map<number, number>();
  for (const { exposureId } of images) wanted.set(exposureId, (wanted.get(exposureId) ?? 0) + 1);
  const progress: ReplayProgress = { total: images.length, done: 0, failed: 0, reasons: [] };
  for (const dayObs of new Set(images.map((image) => image.dayObs))) {
    const answer = nightPart.parse(await getJson(`${origin}/api/cameras/${camera}/nights/${dayObs}`));
    for (const exposure of answer.exposures) {
      const sent = wanted.get(exposure.exposureId);
      if (sent === undefined) continue;
      // An exposure may have other detectors than those of this replay.
      const failed = Math.min(exposure.failed, sent);
      progress.failed += failed;
      progress.done += Math.min(exposure.done, sent - failed);
      if (failed > 0 && exposure.error) progress.reasons.push(`${exposure.error.code}: ${exposure.error.message}`);
    }
  }
  return { ...progress, reasons: [...new Set(progress.reasons)] };
}

export interface FollowOptions {
  origin: string;
  camera: string;
  images: readonly PlannedImage[];
  show: (progress: ReplayProgress) => void;
  /** Whether all events have been sent; before that, standing still is no trouble. */
  allSent: () => boolean;
  pollMs?: number;
  /** Gives up when nothing changes for so long after the last event. */
  patienceMs?: number;
  signal: AbortSignal;
}

/** @returns the final progress, null when `signal` ended it. @throws ServerTrouble when results stop coming. */
export async function followResults(options: FollowOptions): Promise<ReplayProgress | null> {
  const { origin, camera, images, show, allSent, pollMs = 500, patienceMs = 180_000, signal } = options;
  let best = -1;
  let changedAtMs = performance.now();
  while (!signal.aborted) {
    const progress = await readProgress(origin, camera, images);
    show(progress);
    const finished = progress.done + progress.failed;
    if (allSent() && finished >= progress.total) return progress;
    if (finished !== best || !allSent()) {
      best = finished;
      changedAtMs = performance.now();
    } else if (performance.now() - changedAtMs > patienceMs) {
      const missing = progress.total - finished;
      throw new ServerTrouble(
        `${missing} of ${progress.total} images have no result after ${patienceMs / 1000} s; ${origin}/workers shows whether workers run`,
      );
    }
    await pause(pollMs, undefined, { signal }).catch(() => {});
  }
  return null;
}

async function getJson(url: string): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch((error: Error) => {
    const cause = error.cause instanceof Error ? error.cause.message : error.message;
    throw new ServerTrouble(`no Firstlook answers at ${new URL(url).origin} (${cause}); start it with npm start`);
  });
  // A night that nothing has reached yet is no night.
  if (answer.status === 404 && url.includes("/nights/")) return { exposures: [] };
  if (!answer.ok) throw new ServerTrouble(`${url} answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`);
  return answer.json();
}
