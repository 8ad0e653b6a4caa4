/** Holds pipelines, and the selection where there is one, against grammar and schemas. */
import { statSync } from "node:fs";
import { resolveSelection } from "#io/pipelines/load-selection.ts";
import {
  findPipeline,
  type PipelineSource,
  pipelinesFolder,
  readPipelineFolder,
} from "#io/pipelines/pipeline-files.ts";
import { PipelineError, type Problem } from "#io/pipelines/resolve/problem.ts";
import type { PipelineFiles } from "#io/pipelines/resolve/read-pipeline.ts";
import { resolvePipeline } from "#io/pipelines/resolve/resolve-pipeline.ts";
import { taskCatalog } from "#tasks/catalog.ts";

export interface Finding {
  readonly file: string;
  readonly tasks: number;
  readonly problems: readonly Problem[];
}

/** @param path name of a pipeline, file or folder; without it all pipelines that come along. */
export async function checkPipelines(path: string = pipelinesFolder): Promise<Finding[]> {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    const source = await findPipeline(path);
    return [isSelection(source) ? checkSelection(source.files) : checkPipeline(source)];
  }
  const files = await readPipelineFolder(path);
  return [...files.texts.keys()]
    .filter((file) => !file.split("/").includes("_cameras"))
    .map((file) => (isSelection({ files, file }) ? checkSelection(files) : checkPipeline({ files, file })));
}

const isSelection = ({ files, file }: PipelineSource) => file === `${files.root}/selection.yaml`;

function checkPipeline({ files, file }: PipelineSource): Finding {
  return finding(file, () => resolvePipeline(files, file, taskCatalog).tasks.length);
}

function checkSelection(files: PipelineFiles): Finding {
  return finding(`${files.root}/selection.yaml`, () => {
    return resolveSelection(files, taskCatalog).reduce((tasks, rule) => tasks + rule.tasks.length, 0);
  });
}

function finding(file: string, countTasks: () => number): Finding {
  try {
    return { file, tasks: countTasks(), problems: [] };
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    return { file, tasks: 0, problems: error.problems };
  }
}
