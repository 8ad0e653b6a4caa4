/** Reads the files that declare external programs, and says which field of which file is wrong. */
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import type { MetricDefinition } from "#contracts/metric.ts";
import { metricOf, metrics } from "#contracts/metrics.ts";
import { type ProgramDefinition, programDefinition } from "#contracts/program.ts";

/** The folder of programs that comes with Firstlook. */
export const programsFolder = fileURLToPath(new URL("../../programs", import.meta.url));

/**
 * Reads every `*.yaml` of a folder, in order of file name; a folder that is absent holds none.
 * @returns the programs by name, their commands with absolute paths.
 * @throws Error naming the file and all that is wrong in it.
 */
export async function loadPrograms(dir: string = programsFolder): Promise<Map<string, ProgramDefinition>> {
  const programs = new Map<string, ProgramDefinition>();
  const owners = new Map<string, string>();
  for (const path of await filesOf(dir)) {
    const program = parseProgram(await readFile(path, "utf8"), path);
    if (programs.has(program.name))
      throw new ProgramFileError(path, `name: "${program.name}" is taken by another file`);
    for (const { key } of program.metrics) {
      const owner = metricOf(key) ? "contracts/metrics.ts" : owners.get(key);
      if (owner !== undefined) {
        throw new ProgramFileError(path, `metrics: the key "${key}" is taken by ${owner}; a metric is defined once`);
      }
      owners.set(key, path);
    }
    programs.set(program.name, program);
  }
  return programs;
}

/**
 * Parses the text of one file; `path` is where its relative words begin.
 * @throws Error naming the file and all that is wrong in it.
 */
export function parseProgram(text: string, path: string): ProgramDefinition {
  const read = programDefinition.safeParse(parsedYaml(text, path));
  if (!read.success) throw new ProgramFileError(path, z.prettifyError(read.error));
  const command = read.data.command.map((word) => (/^\.{1,2}\//.test(word) ? resolve(dirname(path), word) : word));
  return { ...read.data, command };
}

/** @returns what planners know of a program, in the shape of a task's contract. */
export function programTask(program: ProgramDefinition) {
  const { name, version, title } = program;
  const keys = program.metrics.map(({ key }) => key);
  return { name, version, title, config: programConfig(program), metrics: keys, pictures: [] as readonly string[] };
}

/** @returns the contracts of all programs by name, for a catalog that pipelines are resolved against. */
export async function loadProgramTasks(dir?: string): Promise<Record<string, ReturnType<typeof programTask>>> {
  const programs = await loadPrograms(dir);
  return Object.fromEntries([...programs].map(([name, program]) => [name, programTask(program)]));
}

/** @returns the registry of metrics with those that programs declare behind it. */
export async function loadMetrics(dir?: string): Promise<MetricDefinition[]> {
  const programs = await loadPrograms(dir);
  return [...metrics, ...[...programs.values()].flatMap((program) => program.metrics)];
}

/** @returns the schema of a program's configuration: its fields with their defaults, and no others. */
function programConfig(program: ProgramDefinition): z.ZodType<Record<string, unknown>> {
  return z.strictObject(
    Object.fromEntries(Object.entries(program.config).map(([field, value]) => [field, likeDefault(value)])),
  );
}

/** A file of a program that cannot be used. */
export class ProgramFileError extends Error {
  override name = "ProgramFileError";
  constructor(path: string, problem: string) {
    super(`Program file ${path}: ${problem}. docs/scripts-as-tasks.md lists the fields.`);
  }
}

/** A number stays a number: a misspelt value should be noticed before a night of failures. */
function likeDefault(value: unknown): z.ZodType {
  if (typeof value === "number") return z.number().default(value);
  if (typeof value === "string") return z.string().default(value);
  if (typeof value === "boolean") return z.boolean().default(value);
  return z.json().default(z.json().parse(value));
}

function parsedYaml(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new ProgramFileError(path, `is not YAML: ${(error as Error).message.split("\n")[0]}`);
  }
}

async function filesOf(dir: string): Promise<string[]> {
  try {
    const files = (await readdir(dir)).filter((file) => /\.ya?ml$/.test(file)).sort();
    return files.map((file) => join(dir, file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
