/** Reads a pipeline file and resolves the configuration of its task against the task's schema. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";

/** A pipeline file: which tasks run, and what their configuration changes. */
const pipelineFile = z.strictObject({
  description: z.string(),
  tasks: z.record(
    z.string(),
    z.strictObject({ class: z.string(), config: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

/** What of a task is needed to resolve its configuration. */
export interface TaskDefinition {
  version: string;
  config: z.ZodType;
}

/** A task with its configuration, complete and frozen, as jobs carry it. */
export interface ResolvedTask {
  task: string;
  taskVersion: string;
  config: Readonly<Record<string, unknown>>;
  configHash: string;
}

/**
 * @param catalog task contracts by name.
 * @returns the pipeline's tasks in the order of the file.
 * @throws Error naming file, label, field and what is allowed.
 */
export async function loadPipeline(
  name: string,
  catalog: Readonly<Record<string, TaskDefinition>>,
): Promise<ResolvedTask[]> {
  const path = fileURLToPath(new URL(`../../pipelines/${name}.yaml`, import.meta.url));
  const file = pipelineFile.safeParse(parse(await readFile(path, "utf8")));
  if (!file.success) throw new Error(`Pipeline ${path}: ${z.prettifyError(file.error)}`);
  return Object.entries(file.data.tasks).map(([label, { class: task, config }]) => {
    const definition = catalog[task];
    if (!definition) {
      const known = Object.keys(catalog).join(", ");
      throw new Error(`Pipeline ${path}, task ${label}: there is no task "${task}"; there are: ${known}.`);
    }
    const resolved = definition.config.safeParse(config);
    if (!resolved.success) {
      throw new Error(`Pipeline ${path}, task ${label}: ${z.prettifyError(resolved.error)}`);
    }
    const complete = z.record(z.string(), z.unknown()).parse(resolved.data);
    return {
      task,
      taskVersion: definition.version,
      config: Object.freeze(complete),
      configHash: configHash(task, definition.version, complete),
    };
  });
}

/** @returns 16 hex digits that name a task's version and configuration, whatever the order of its fields. */
export function configHash(task: string, version: string, config: unknown): string {
  return createHash("sha256").update(canonicalJson({ task, version, config })).digest("hex").slice(0, 16);
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
