/** One image's way from bytes to numbers: unpack, decode, assemble, run the task. Pure work for a compute thread. */
import { readDetectorImage } from "#analysis/detector/detector-image.ts";
import { FitsError } from "#analysis/fits/fits-error.ts";
import { readHdus } from "#analysis/fits/read-hdus.ts";
import { bytesSource } from "#analysis/fits/source.ts";
import { withPixels } from "#analysis/kernels/pixel-pool.ts";
import type { AppliedCalibration } from "#contracts/calibration.ts";
import type { CameraFacts } from "#contracts/job.ts";
import type { Failure, HeaderFacts } from "#contracts/result-facts.ts";
import { MasterMissing } from "#tasks/isr/calibrate.ts";
import { taskRuns } from "#tasks/runs.ts";
import type { Picture, TaskOutcome, TaskStep } from "#tasks/task-run.ts";
import type { MasterRequest } from "../calibrations/read-masters.ts";
import { type DecodedMasters, decodeMasters } from "./decode-masters.ts";
import { headerFactsOf, pixelScaleOf } from "./header-facts.ts";
import { gunzipTile, unpack } from "./unpack.ts";

export type { Picture };

export interface PixelRequest {
  /** The file as it was read, packed or not. */
  bytes: Uint8Array;
  /** Where it was read, for messages. */
  uri: string;
  task: string;
  config: Record<string, unknown>;
  facts: CameraFacts;
  /** Calibrations that the configuration names; none where it is absent. */
  masters?: readonly MasterRequest[];
}

export type PixelAnswer =
  | (Pick<TaskOutcome, "metrics" | "missing" | "errors" | "samples" | "amps" | "plots" | "pixelUnit"> & {
      ok: true;
      /** 0-based HDU of the (first) pixels. */
      hdu: number;
      widthPx: number;
      heightPx: number;
      /** Each master that was asked for, in the order of the steps. */
      calibrations: AppliedCalibration[];
      header: HeaderFacts;
      pictures: Picture[];
      warnings: string[];
      timingsMs: { decode: number; background: number; detect: number; measure: number };
    })
  | { ok: false; error: Failure };

/** A header of thousands of bad cards should not fill the result. */
const maxWarnings = 20;

/** Frames of a stack that lead to a fault. */
const maxFrames = 8;

/**
 * Analyses one image. Never throws: a bad file is its failure, a bug is the failure `internal`.
 * @param say is told of each step, and of where a bug is.
 */
export function analyzeImage(request: PixelRequest, say: (line: string) => void = () => undefined): PixelAnswer {
  try {
    // Masters are kept for the images that follow, so they are decoded into arrays of their own.
    const masters = decodeMasters(request.masters ?? [], request.facts);
    // Nothing of the answer looks into the image.
    return withPixels(() => analyze(request, masters, say));
  } catch (error) {
    const failure = failureOf(error, request);
    if (failure.code === "internal" && error instanceof Error) {
      for (const line of (error.stack ?? "").split("\n").slice(0, maxFrames)) say(line.trim());
    }
    return { ok: false, error: failure };
  }
}

function analyze(
  { bytes, task, config, facts, masters: requests = [] }: PixelRequest,
  { dates, ...masters }: DecodedMasters,
  say: (line: string) => void,
): PixelAnswer {
  const run = taskRuns[task];
  if (!run) throw new Error(`there is no task "${task}"; there are: ${Object.keys(taskRuns).join(", ")}`);
  const lap = lapTimer();
  const source = bytesSource(unpack(bytes));
  const image = readDetectorImage(source, readHdus(source), {
    gunzip: gunzipTile,
    ...facts,
    saturationWords: facts.headerWords.saturationAdu,
  });
  const timingsMs = { decode: lap(), background: 0, detect: 0, measure: 0 };
  say(`decode: ${image.width} × ${image.height} px from HDU ${image.hdu}, ${timingsMs.decode.toFixed(0)} ms`);
  const stepDone = (step: TaskStep) => {
    timingsMs[step] = lap();
    say(`${step}: ${timingsMs[step].toFixed(0)} ms`);
  };
  const header = headerFactsOf(image.headers, facts);
  const { imageType, exposureTimeS } = header;
  const known = { pixelScaleArcsec: pixelScaleOf(image.headers, facts), imageType, exposureTimeS, ...masters };
  const { metrics, missing, errors, samples, amps, plots, pixelUnit, ...outcome } = run(image, config, known, stepDone);
  return {
    ok: true,
    hdu: image.hdu,
    widthPx: image.width,
    heightPx: image.height,
    metrics,
    missing,
    errors,
    samples,
    amps,
    plots,
    pixelUnit,
    calibrations: provenanceOf(requests, outcome.calibrations, dates),
    header,
    pictures: [...outcome.pictures],
    warnings: shortened([...image.warnings, ...outcome.warnings]),
    timingsMs,
  };
}

function provenanceOf(
  requests: readonly MasterRequest[],
  outcomes: TaskOutcome["calibrations"],
  dates: DecodedMasters["dates"],
): AppliedCalibration[] {
  return outcomes.flatMap(({ kind, scale, missing }) => {
    const request = requests.find((each) => each.kind === kind);
    const sha256 = request && "file" in request ? request.file.sha256 : null;
    return request ? [{ kind, uri: request.uri, sha256, date: dates[kind] ?? null, scale, missing }] : [];
  });
}

/** @returns a function that gives the milliseconds since it was last called. */
function lapTimer(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const lapMs = now - last;
    last = now;
    return lapMs;
  };
}

function shortened(warnings: readonly string[]): string[] {
  if (warnings.length <= maxWarnings) return [...warnings];
  return [...warnings.slice(0, maxWarnings), `and ${warnings.length - maxWarnings} more warnings`];
}

function failureOf(error: unknown, { uri, task }: PixelRequest): Failure {
  if (error instanceof MasterMissing) return { code: "calibration", message: `${uri}: ${error.message}` };
  if (error instanceof FitsError) return { code: error.code, message: `${uri}: ${error.message}` };
  const what = error instanceof Error ? error.message : String(error);
  return {
    code: "internal",
    message: `${uri}: the task ${task} failed by a fault of its own: ${what}. Report it with the file.`,
  };
}
