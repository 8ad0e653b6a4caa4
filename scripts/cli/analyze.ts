/** The command `analyze`: what a worker would make of image files, without a server. */
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { cameraFactsOf } from "#contracts/job.ts";
import { metricUnit } from "#contracts/metric-unit.ts";
import { metricOf } from "#contracts/metrics.ts";
import type { Failure } from "#contracts/result-facts.ts";
import { readSettings } from "#contracts/settings.ts";
import { type CalibrationSource, openCalibrations } from "#io/calibrations/calibration-source.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { imageSettings } from "#io/images/image-settings.ts";
import { openImageSource } from "#io/images/image-source.ts";
import { loadPipeline, type ResolvedTask } from "#io/pipelines/load-pipeline.ts";
import { loadSelection } from "#io/pipelines/load-selection.ts";
import { runTimeValues } from "#io/pipelines/run-time-values.ts";
import { tasksForImages } from "#server/distributor/select-pipelines.ts";
import { taskCatalog } from "#tasks/catalog.ts";
import { readMasters } from "#workers/calibrations/read-masters.ts";
import { analyzeImage, type PixelAnswer } from "#workers/pixels/analyze-image.ts";
import { imageOfHeaders } from "../config/image-of-headers.ts";
import { type AnalyzedFile, describeFile } from "./describe-file.ts";

interface AnalyzeOptions {
  json?: true;
  camera?: string;
  pipeline?: string;
  set?: string[];
}

/** For images that no rule runs anything for: whoever asks for numbers gets some. */
const defaultPipeline = "quick-look";

/** What is printed of an image with `--json`. */
interface Line {
  file: string;
  error?: Failure;
  [field: string]: unknown;
}

/** Adds `analyze FILE... [--json] [--camera NAME]` to the program. */
export function register(program: Command): void {
  program
    .command("analyze")
    .description("run the tasks that a worker runs on FITS files and print the numbers")
    .argument("<file...>", "FITS files, packed or not")
    .option("--json", "one JSON object a line for each image")
    .option("--camera <name>", "a camera of cameras/; another name is a generic single-detector camera")
    .option(
      "--pipeline <name>",
      "a pipeline or its file; without it the rules of the selection choose, as for a worker",
    )
    .option("--set <task.field=value...>", "values for this run, over all others")
    .action(async (files: string[], options: AnalyzeOptions) => {
      process.exitCode = await analyze(files, options);
    });
}

/** @returns the exit code: 0 all analysed, 1 a file failed, 2 no such camera name. */
async function analyze(files: readonly string[], options: AnalyzeOptions): Promise<0 | 1 | 2> {
  const cameras = await loadCameras();
  const pipelineOf = await pipelineChooser(options);
  const calibrations = openOwnCalibrations();
  let failed = false;
  for (const file of files) {
    let analyzed: AnalyzedFile;
    try {
      analyzed = describeFile(file, cameras, options.camera ?? null);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      process.stderr.write(
        options.json ? `${JSON.stringify({ error: error.message })}\n` : `firstlook: ${error.message}\n`,
      );
      return 2;
    }
    const { tasks, pipeline } = await pipelineOf(analyzed);
    for (const task of tasks) {
      const line = { ...(await analyzeFile(analyzed, task, calibrations)), pipeline };
      failed ||= line.error !== undefined;
      print(line, options.json === true);
    }
  }
  return failed ? 1 : 0;
}

/** @returns what chooses the pipeline of a file: the one that was asked for, or the rules; each is resolved once. */
async function pipelineChooser({ pipeline: wanted, set = [] }: AnalyzeOptions) {
  const runTime = runTimeValues(set);
  const rules = tasksForImages(wanted === undefined ? await loadSelection(taskCatalog) : []);
  const resolved = new Map<string, Promise<ResolvedTask[]>>();
  return async ({ headers, camera }: AnalyzedFile) => {
    const chosen =
      wanted ?? rules(imageOfHeaders(headers, camera), camera).tasks[0]?.selection?.candidates[0]?.pipeline;
    const pipeline = chosen ?? defaultPipeline;
    const tasks = resolved.get(pipeline) ?? loadPipeline(pipeline, taskCatalog, runTime);
    resolved.set(pipeline, tasks);
    return { tasks: await tasks, pipeline };
  };
}

/** Whoever runs the command may read any file; buckets are those of the settings. */
function openOwnCalibrations(): CalibrationSource {
  const settings = readSettings(process.env);
  const images = openImageSource({ ...imageSettings(settings), roots: ["/"] });
  return openCalibrations(images, { mostBytes: settings.CALIBRATION_CACHE_MB * 2 ** 20, nowMs: Date.now });
}

function placeOf({ file, camera, detector }: AnalyzedFile) {
  return { file, camera: camera.name, detector };
}

async function analyzeFile(analyzed: AnalyzedFile, task: ResolvedTask, calibrations: CalibrationSource): Promise<Line> {
  const { file, camera, detector } = analyzed;
  const facts = cameraFactsOf(camera, detector);
  const startedAtMs = performance.now();
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const message = missing ? `${file}: there is no such file` : `${file}: ${(error as Error).message}`;
    return { ...placeOf(analyzed), error: { code: "not-found", message } };
  }
  const readMs = performance.now() - startedAtMs;
  const subject = { camera: camera.name, detector, dayObs: analyzed.facts.dayObs, bytes, facts };
  const masters = await readMasters(task.config, subject, calibrations);
  const answer = analyzeImage({ bytes, uri: file, task: task.task, config: task.config, facts, masters });
  if (!answer.ok) return { ...placeOf(analyzed), error: answer.error };
  const totalMs = performance.now() - startedAtMs;
  const { camera: name } = placeOf(analyzed);
  return { file, hdu: answer.hdu, camera: name, detector, ...numbersOf(answer, readMs, totalMs), ...taskOf(task) };
}

function numbersOf(answer: PixelAnswer & { ok: true }, readMs: number, totalMs: number) {
  const { widthPx, heightPx, metrics, missing, errors, samples, amps, plots, header, warnings } = answer;
  const { pixelUnit, calibrations } = answer;
  const all = { read: readMs, ...answer.timingsMs, total: totalMs };
  const timingsMs = Object.fromEntries(Object.entries(all).map(([step, ms]) => [step, Math.round(ms * 100) / 100]));
  return {
    width: widthPx,
    height: heightPx,
    metrics,
    missing,
    errors,
    samples,
    amps,
    plots,
    pixelUnit,
    calibrations,
    header,
    warnings,
    timingsMs,
  };
}

function taskOf({ task, taskVersion, configHash }: ResolvedTask) {
  return { task, taskVersion, configHash };
}

/** With `--json` a failure is one of the lines on stdout, so that the lines match the files, and told on stderr too. */
function print(line: Line, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(line)}\n`);
    if (line.error) process.stderr.write(`${JSON.stringify({ file: line.file, error: line.error })}\n`);
    return;
  }
  if (line.error) {
    process.stderr.write(`firstlook: ${line.error.message}\n`);
    return;
  }
  const { metrics, missing, warnings, pixelUnit } = line as unknown as PixelAnswer & { ok: true };
  process.stdout.write(
    `${line.file}  ${line["camera"]} ${line["detector"] ?? ""}  ${line["width"]} × ${line["height"]} px\n`,
  );
  for (const [key, value] of Object.entries(metrics)) {
    const metric = metricOf(key);
    const label = (metric?.label ?? key).padEnd(14);
    const shown =
      value === null
        ? `—  (${missing[key]})`
        : `${value.toFixed(metric?.digits ?? 3)} ${metric ? metricUnit(metric, pixelUnit ?? "adu") : ""}`;
    process.stdout.write(`  ${label}${shown.trimEnd()}\n`);
  }
  for (const warning of warnings) process.stdout.write(`  note: ${warning}\n`);
}
