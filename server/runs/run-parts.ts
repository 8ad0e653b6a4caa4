/** Side runs over the store: what is selected, what was announced, and the pipelines on disk. */
import type { Camera } from "#contracts/camera.ts";
import { jobTasksOf, type TaskDefinition } from "#io/pipelines/load-pipeline.ts";
import { pipelineNames } from "#io/pipelines/pipeline-files.ts";
import { suggestion } from "#io/pipelines/resolve/nearest.ts";
import type { PipelineFiles } from "#io/pipelines/resolve/read-pipeline.ts";
import { type RunTimeValue, resolvePipeline } from "#io/pipelines/resolve/resolve-pipeline.ts";
import type { Redis } from "#io/redis/connect.ts";
import { readAnnounced } from "#io/redis/exposure-store.ts";
import { readNightIds, readSummaries } from "#io/redis/night-store.ts";
import { runStore } from "#io/redis/run-store.ts";
import { selectExposures } from "./select-exposures.ts";
import type { RunParts } from "./start-run.ts";

export interface RunMeans {
  redis: Redis;
  cameraOf: (name: string) => Camera;
  /** Contracts of all tasks by name, programs among them. */
  catalog: Readonly<Record<string, TaskDefinition>>;
  /** The pipelines that are in effect. */
  pipelines: () => Promise<PipelineFiles>;
  queue: RunParts["queue"];
  nowMs: () => number;
}

export function runParts({ redis, cameraOf, catalog, pipelines, queue, nowMs }: RunMeans): RunParts {
  return {
    runs: runStore(redis),
    cameraOf,
    queue,
    nowMs,
    resolve: async (pipeline, overrides) => {
      const files = await pipelines();
      const names = pipelineNames(files);
      if (!names.includes(pipeline)) {
        throw new Error(`There is no pipeline "${pipeline}".${suggestion(pipeline, names)}`);
      }
      const runTime = overrides.map((override): RunTimeValue => ({ ...override, source: "the request" }));
      return jobTasksOf(resolvePipeline(files, `${files.root}/${pipeline}.yaml`, catalog, runTime));
    },
    select: async (camera, selection) => {
      if ("exposures" in selection) return [...new Set(selection.exposures)].sort((left, right) => left - right);
      const ids = await readNightIds(redis, camera, selection.dayObs);
      return selectExposures(await readSummaries(redis, camera, ids), selection);
    },
    announced: (camera, exposureId) => readAnnounced(redis, camera, exposureId),
  };
}
