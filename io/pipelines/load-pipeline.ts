/** Loads a pipeline of the folder `pipelines/` as the tasks that jobs carry. */
import { findPipeline } from "./pipeline-files.ts";
import {
  type ResolvedPipeline,
  type RunTimeValue,
  resolvePipeline,
  type TaskDefinitions,
} from "./resolve/resolve-pipeline.ts";

export type { TaskDefinition } from "./resolve/resolve-pipeline.ts";

/** A task with its configuration, complete and frozen, as jobs carry it. */
export interface ResolvedTask {
  task: string;
  taskVersion: string;
  config: Readonly<Record<string, unknown>>;
  configHash: string;
}

/**
 * @param name of a pipeline, or the path of a file.
 * @param catalog task contracts by name.
 * @param runTime values for one run, over all that files say.
 * @returns the pipeline's tasks in the order of the file, imported ones first.
 * @throws PipelineError naming file, line, label, field and what is allowed.
 */
export async function loadPipeline(
  name: string,
  catalog: TaskDefinitions,
  runTime: readonly RunTimeValue[] = [],
): Promise<ResolvedTask[]> {
  const { files, file } = await findPipeline(name);
  return jobTasksOf(resolvePipeline(files, file, catalog, runTime));
}

/** @returns what a job carries of each task. */
export function jobTasksOf({ tasks }: ResolvedPipeline): ResolvedTask[] {
  return tasks.map(({ task, taskVersion, config, configHash }) => ({ task, taskVersion, config, configHash }));
}
