/** A whole folder of pipelines as one thing that is valid or not, named by its content. Pure. */
import { createHash } from "node:crypto";
import { type LoadedRule, resolveSelection } from "./load-selection.ts";
import { pipelineNames } from "./pipeline-files.ts";
import { parseCameraOverrides } from "./resolve/camera-overrides.ts";
import { type PoolRule, parsePools } from "./resolve/parse-pools.ts";
import { parseSelection } from "./resolve/parse-selection.ts";
import { PipelineError, type Problem } from "./resolve/problem.ts";
import type { PipelineFiles } from "./resolve/read-pipeline.ts";
import { type ResolvedPipeline, resolvePipeline, type TaskDefinitions } from "./resolve/resolve-pipeline.ts";

/** Pipeline files that were found sound together. */
export interface Configuration {
  readonly version: string;
  readonly files: PipelineFiles;
  readonly rules: readonly LoadedRule[];
  /** Which pool of workers does an image's jobs. */
  readonly pools: readonly PoolRule[];
  /** By name, in order. */
  readonly pipelines: ReadonlyMap<string, ResolvedPipeline>;
}

/** @returns 12 hex digits that name these texts, whatever their order. */
export function versionOf({ texts }: PipelineFiles): string {
  const sorted = [...texts].sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex").slice(0, 12);
}

/**
 * Resolves every pipeline, the selection and every camera's overrides, also those that nothing uses.
 * @throws PipelineError with everything that is wrong in any of the files, each once.
 */
export function resolveConfiguration(files: PipelineFiles, definitions: TaskDefinitions): Configuration {
  const problems: Problem[] = [];
  const collect = <Value>(resolve: () => Value): Value | null => {
    try {
      return resolve();
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      problems.push(...error.problems);
      return null;
    }
  };
  const pipelines = new Map<string, ResolvedPipeline>();
  for (const name of pipelineNames(files)) {
    const resolved = collect(() => resolvePipeline(files, `${files.root}/${name}.yaml`, definitions));
    if (resolved) pipelines.set(name, resolved);
  }
  for (const [path, text] of files.texts) {
    if (path.startsWith(`${files.root}/_cameras/`))
      parseCameraOverrides(path, text, Object.keys(definitions), problems);
  }
  // A selection of broken pipelines would say of each rule again what is wrong.
  const selection = `${files.root}/selection.yaml`;
  const isBroken = problems.length > 0 && files.texts.has(selection);
  const rules = collect(() =>
    isBroken
      ? parseSelection(selection, files.texts.get(selection) ?? "") && null
      : resolveSelection(files, definitions),
  );
  const pools = collect(() => parsePools(selection, files.texts.get(selection) ?? ""));
  if (problems.length > 0 || rules === null || pools === null) {
    throw new PipelineError([...new Map(problems.map((each) => [JSON.stringify(each), each])).values()]);
  }
  return { version: versionOf(files), files, rules, pools, pipelines };
}
