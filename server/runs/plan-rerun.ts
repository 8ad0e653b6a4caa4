/** From exposures as they were announced and the tasks of a pipeline to the jobs of a side run. Pure. */
import type { Camera } from "#contracts/camera.ts";
import { sparePool } from "#contracts/control.ts";
import type { AnnouncedExposure } from "#io/redis/exposure-store.ts";
import type { ImageToRerun } from "#io/redis/run-store.ts";
import { type PlannedTask, planJob } from "#server/distributor/plan-job.ts";

/** @returns every image that can be read again, with its jobs; one that nobody told the place of is left out. */
export function planRerun(
  { camera, exposureId, dayObs, seqNum, obsId, images }: AnnouncedExposure,
  run: { name: string; camera: Camera; tasks: readonly PlannedTask[]; nowMs: number },
): ImageToRerun[] {
  return images.flatMap(({ detector, kind, uris, eventAtMs, receivedAtMs }) => {
    const [uri] = uris;
    if (uri === undefined) return [];
    const identity = { camera, exposureId, detector, kind, dayObs, seqNum, obsId };
    const image = { type: "image-arrived" as const, v: 1 as const, ...identity, uri, eventAtMs };
    const instants = { pool: sparePool, receivedAtMs: receivedAtMs ?? run.nowMs, queuedAtMs: run.nowMs };
    const jobs = run.tasks.map((task) => ({
      ...planJob(image, run.camera, task, instants, run.name),
      uris: [...uris],
    }));
    return [{ obsId, uris, eventAtMs, receivedAtMs: instants.receivedAtMs, jobs }];
  });
}
