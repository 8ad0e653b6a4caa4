/** The command `config`: checks pipelines, shows where each value comes from, compares two pipelines. */
import { statSync } from "node:fs";
import type { Command } from "commander";
import { readPipelineFolder } from "#io/pipelines/pipeline-files.ts";
import { diffPipelines } from "#io/pipelines/resolve/diff-pipelines.ts";
import { PipelineError, problemText } from "#io/pipelines/resolve/problem.ts";
import { resolveConfiguration } from "#io/pipelines/resolve-configuration.ts";
import { runTimeValues } from "#io/pipelines/run-time-values.ts";
import { taskCatalog } from "#tasks/catalog.ts";
import { checkPipelines } from "../config/check-pipelines.ts";
import { diffFamilies } from "../config/diff-families.ts";
import { diffText, familiesText } from "../config/diff-text.ts";
import { explainEvent } from "../config/explain-event.ts";
import { explainTarget, explainText, splitTarget } from "../config/explain-target.ts";
import { resolveNamed } from "../config/resolve-named.ts";

interface Options {
  json?: true;
  event?: string;
  image?: string;
  camera?: string;
  set?: string[];
}

/** Adds `config check [FILE|DIR]`, `config explain [PIPELINE] [--event FILE]` and `config diff A B` to the program. */
export function register(program: Command): void {
  const config = program.command("config").description("check, explain and compare pipelines");
  config
    .command("check")
    .description(
      "validate a pipeline, a folder of them, or all that come along; tells every mistake, not only the first",
    )
    .argument("[path]", "a pipeline's name, file or folder")
    .option("--json", "one JSON object a line")
    .action((path: string | undefined, options: Options) => run(options, () => check(path, options)));
  config
    .command("explain")
    .description("show each value with the file and line that set it, and why it won")
    .argument("[pipeline]", "PIPELINE, PIPELINE#TASK or PIPELINE#TASK.FIELD")
    .option("--event <file>", "an image event; shows which rule of the selection matches it, and why the others do not")
    .option("--image <file>", "a FITS file, whose header adds its facts to the event's, or stands for one")
    .option("--camera <name>", "with --image alone: the camera, where the header does not name it")
    .option("--set <task.field=value...>", "values for this run, over all others; as JSON, or else a text")
    .option("--json", "one JSON object a line")
    .action((target: string | undefined, options: Options) => run(options, () => explain(target, options)));
  config
    .command("diff")
    .description("compare two pipelines; fails when a value is typed twice that could be inherited")
    .argument("[a]", "a pipeline's name or file; without any, every two pipelines that come along")
    .argument("[b]", "a pipeline's name or file")
    .option("--json", "one JSON object")
    .action((a: string | undefined, b: string | undefined, options: Options) =>
      run(options, () => diff(a, b, options)),
    );
}

type ExitCode = 0 | 1 | 2;

/** Mistakes in files are told one a line, each with its place. */
async function run(options: Options, command: () => Promise<ExitCode>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    for (const problem of error.problems) {
      const told = options.json ? JSON.stringify({ error: problemText(problem), ...problem }) : problemText(problem);
      process.stderr.write(options.json ? `${told}\n` : `firstlook: ${told}\n`);
    }
    process.exitCode = 1;
  }
}

async function check(path: string | undefined, { json }: Options): Promise<ExitCode> {
  if (path !== undefined && isMissingPath(path)) return wrongUse(`there is no file or folder ${path}`, json);
  const findings = await checkPipelines(path);
  for (const { file, tasks, problems } of findings) {
    if (json) print({ file, ok: problems.length === 0, tasks, problems });
    else if (problems.length === 0) print(`ok     ${file}: ${tasks === 1 ? "1 task" : `${tasks} tasks`}`);
    else for (const each of problems) print(`WRONG  ${problemText(each)}`);
  }
  if (findings.length === 0) return wrongUse(`there is no pipeline in ${path}`, json);
  return findings.some(({ problems }) => problems.length > 0) ? 1 : 0;
}

async function explain(target: string | undefined, { json, ...options }: Options): Promise<ExitCode> {
  const isDryRun = options.event !== undefined || options.image !== undefined;
  if (target === undefined && !isDryRun)
    return wrongUse("name a pipeline, or an event by --event FILE, or an image by --image FILE", json);
  if (isDryRun) {
    const { lines, view, isSelected } = await explainEvent(options, target && splitTarget(target).pipeline);
    if (json) print(view);
    else for (const line of lines) print(line);
    if (!isSelected) return 1;
  }
  if (target === undefined) return 0;
  for (const task of await explainTarget(target, runTimeValues(options.set ?? []))) {
    if (json) print(task);
    else for (const line of explainText(task)) print(line);
  }
  return 0;
}

async function diff(a: string | undefined, b: string | undefined, { json }: Options): Promise<ExitCode> {
  if (a === undefined) {
    const found = diffFamilies(resolveConfiguration(await readPipelineFolder(), taskCatalog).pipelines);
    if (json) print(found);
    else for (const line of familiesText(found)) print(line);
    return found.typedTwice.length > 0 ? 1 : 0;
  }
  if (b === undefined) return wrongUse(`name a second pipeline to compare ${a} with`, json);
  const found = diffPipelines(await resolveNamed(a), await resolveNamed(b));
  if (json) print({ a, b, ...found });
  else for (const line of diffText(found, a, b)) print(line);
  return found.typedTwice.length > 0 ? 1 : 0;
}

/** A name of a pipeline is no path. */
function isMissingPath(path: string): boolean {
  return /[/\\]|\.ya?ml$/.test(path) && statSync(path, { throwIfNoEntry: false }) === undefined;
}

function wrongUse(message: string, json: true | undefined): 2 {
  process.stderr.write(json ? `${JSON.stringify({ error: message })}\n` : `firstlook: ${message}\n`);
  return 2;
}

function print(line: unknown): void {
  process.stdout.write(`${typeof line === "string" ? line : JSON.stringify(line)}\n`);
}
