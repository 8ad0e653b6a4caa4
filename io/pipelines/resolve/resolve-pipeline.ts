/**
 * From pipeline files to complete configurations, once: class defaults → camera overrides → imports in order → own
 * values → run-time. Pure; a value that its task's schema refuses stops the whole pipeline before anything runs.
 */
import { posix } from "node:path";
import type { z } from "zod";
import { parseCameraOverrides } from "./camera-overrides.ts";
import { checkContracts } from "./check-contracts.ts";
import { configHash } from "./config-hash.ts";
import { type ConfigSchema, configSchema } from "./config-schema.ts";
import { suggestion } from "./nearest.ts";
import type { Change, Pipeline, PipelineTask } from "./pipeline.ts";
import { PipelineError, type Problem, problemAt } from "./problem.ts";
import { type PipelineFiles, pipelineReader } from "./read-pipeline.ts";
import { type Assignment, type LayeredChanges, resolveTask } from "./resolve-task.ts";
import type { Plain, Tree } from "./yaml-tree.ts";

/** What of a task is needed to resolve its configuration. */
export interface TaskDefinition {
  readonly version: string;
  readonly config: z.ZodType;
}
export type TaskDefinitions = Readonly<Record<string, TaskDefinition>>;

/** A value that is given for one run; `source` names who gives it, for the provenance. */
export interface RunTimeValue {
  readonly label: string;
  readonly field: string;
  readonly value: Plain;
  readonly source: string;
}

/** A task with its complete, frozen configuration and how it came about. */
export interface ResolvedPipelineTask {
  readonly label: string;
  /** Its class: the `task` of jobs and results. */
  readonly task: string;
  readonly taskVersion: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly configHash: string;
  readonly assignments: readonly Assignment[];
  readonly schema: ConfigSchema;
}

export interface ResolvedPipeline {
  /** The pipeline with its imports merged in. */
  readonly pipeline: Pipeline;
  readonly tasks: readonly ResolvedPipelineTask[];
}

/**
 * @param file path of the pipeline among the files.
 * @throws PipelineError with every problem found, each with file, line and column.
 */
export function resolvePipeline(
  files: PipelineFiles,
  file: string,
  definitions: TaskDefinitions,
  runTime: readonly RunTimeValue[] = [],
): ResolvedPipeline {
  const problems: Problem[] = [];
  const pipeline = pipelineReader(files, problems)(file);
  if (!pipeline || problems.length > 0) throw new PipelineError(unique(problems));
  const overrides = cameraOverrides(files, pipeline, Object.keys(definitions), problems);
  for (const { label, source } of runTime) {
    if (pipeline.tasks.has(label)) continue;
    const known = suggestion(label, pipeline.tasks.keys());
    problems.push(problemAt({ file: source, line: 0, column: 0 }, `there is no task "${label}".${known}`));
  }
  const schemas = new Map<string, ConfigSchema>();
  const tasks: ResolvedPipelineTask[] = [];
  for (const task of pipeline.tasks.values()) {
    const definition = Object.hasOwn(definitions, task.class) ? definitions[task.class] : undefined;
    if (!definition) {
      const known = suggestion(task.class, Object.keys(definitions));
      problems.push(problemAt(task.classPlace, `task ${task.label}: there is no class "${task.class}".${known}`));
      continue;
    }
    const schema = schemas.get(task.class) ?? configSchema(definition.config);
    schemas.set(task.class, schema);
    const layers: LayeredChanges[] = [
      { layer: "camera", changes: overrides.get(task.class) ?? [] },
      ...fileLayers(task, file),
      { layer: "run-time", changes: runTime.filter(({ label }) => label === task.label).map(changeOf) },
    ];
    const { config, assignments } = resolveTask(task, schema, layers, pipeline.parameters, problems);
    const identity = { label: task.label, task: task.class, taskVersion: definition.version };
    const hash = configHash(task.class, definition.version, config);
    tasks.push({ ...identity, config, configHash: hash, assignments, schema });
  }
  if (problems.length === 0) checkContracts(pipeline, tasks, problems);
  if (problems.length > 0) throw new PipelineError(unique(problems));
  return { pipeline, tasks };
}

/** @returns where the overrides of a camera lie, beside the pipelines of a folder. */
export function cameraOverridesPath(files: PipelineFiles, pipelineFile: string, instrument: string): string {
  return posix.join(files.root ?? posix.dirname(pipelineFile), "_cameras", `${instrument}.yaml`);
}

function cameraOverrides(files: PipelineFiles, pipeline: Pipeline, known: readonly string[], problems: Problem[]) {
  const none = new Map<string, readonly Change[]>();
  if (!pipeline.instrument) return none;
  const path = cameraOverridesPath(files, pipeline.file, pipeline.instrument.name);
  const text = files.texts.get(path);
  return text === undefined ? none : parseCameraOverrides(path, text, known, problems);
}

/** Changes are in order of application; what stands in the pipeline's own file, also by a fragment, is its own. */
function fileLayers(task: PipelineTask, file: string): LayeredChanges[] {
  return task.changes.map((change) => ({
    layer: (change.fragment?.usedAt ?? change.place).file === file ? "own" : "import",
    changes: [change],
  }));
}

function changeOf({ field, value, source }: RunTimeValue): Change {
  const place = { file: source, line: 0, column: 0 };
  const treeOf = (part: Plain): Tree => {
    if (Array.isArray(part)) return { kind: "list", items: part.map(treeOf), place };
    if (typeof part !== "object" || part === null) return { kind: "scalar", value: part, place };
    const entries = Object.entries(part).map(([key, inner]) => ({ key, place, value: treeOf(inner) }));
    return { kind: "map", entries, place };
  };
  return { op: "set", field, value: treeOf(value), place, fragment: null };
}

/** A fragment that several tasks use tells its mistake once. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
