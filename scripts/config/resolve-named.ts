/** A pipeline by its name or path, resolved with the tasks that there are. */
import { findPipeline } from "#io/pipelines/pipeline-files.ts";
import { type ResolvedPipeline, type RunTimeValue, resolvePipeline } from "#io/pipelines/resolve/resolve-pipeline.ts";
import { taskCatalog } from "#tasks/catalog.ts";

/** @throws PipelineError with everything that is wrong; Error when there is no such pipeline. */
export async function resolveNamed(pipeline: string, runTime: readonly RunTimeValue[] = []): Promise<ResolvedPipeline> {
  const { files, file } = await findPipeline(pipeline);
  return resolvePipeline(files, file, taskCatalog, runTime);
}
