/** A result without numbers, to be filled in or kept as a failure. */
import { workKey } from "./identity.ts";
import type { DetectorResult } from "./result.ts";
import type { Timeline } from "./result-facts.ts";
import { firstRun } from "./run-name.ts";

/** Nothing has happened yet, as far as is known. */
export const blankTimeline: Readonly<Timeline> = {
  eventAtMs: null,
  receivedAtMs: null,
  queuedAtMs: null,
  claimedAtMs: null,
  readAtMs: null,
  doneAtMs: null,
  gatheredAtMs: null,
  pushedAtMs: null,
};

/** What every result knows, whether it has numbers or not. */
export type ResultOrigin = Pick<
  DetectorResult,
  | "camera"
  | "exposureId"
  | "detector"
  | "kind"
  | "dayObs"
  | "seqNum"
  | "task"
  | "taskVersion"
  | "configHash"
  | "worker"
  | "attempts"
  | "error"
> & { timeline: Partial<Timeline>; run?: string | undefined; selection?: DetectorResult["selection"] };

/** @returns a failed result of that origin; instants that are not given have not happened. */
export function blankResult(origin: ResultOrigin): DetectorResult {
  const run = origin.run ?? firstRun;
  return {
    v: 1,
    jobId: workKey(origin, origin.task, run),
    run,
    camera: origin.camera,
    exposureId: origin.exposureId,
    detector: origin.detector,
    kind: origin.kind,
    dayObs: origin.dayObs,
    seqNum: origin.seqNum,
    status: "failed",
    task: origin.task,
    taskVersion: origin.taskVersion,
    configHash: origin.configHash,
    selection: origin.selection ?? null,
    widthPx: null,
    heightPx: null,
    metrics: {},
    missing: {},
    errors: {},
    samples: {},
    amps: [],
    plots: {},
    pixelUnit: "adu",
    calibrations: [],
    header: null,
    artifacts: [],
    warnings: [],
    log: [],
    error: origin.error,
    input: null,
    worker: origin.worker,
    attempts: origin.attempts,
    timingsMs: null,
    timeline: { ...blankTimeline, ...origin.timeline },
  };
}
