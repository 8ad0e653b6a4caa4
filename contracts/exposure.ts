/** An exposure as pages and scripts see it, and the records of its detectors. */
import { z } from "zod";
import { appliedCalibration, pixelUnit } from "./calibration.ts";
import { exposureChannel } from "./channel.ts";
import { contributed } from "./contributed.ts";
import { exposureTimeline } from "./exposure-timeline.ts";
import { cameraName, dayObs, detectorName, exposureId, imageKind, seqNum } from "./identity.ts";
import { metricErrors, metricSamples, metricValues, missingReasons } from "./metric.ts";
import { reconciliation } from "./reconciliation.ts";
import { artifact, failure, headerFacts, inputProvenance, timeline, timingsMs } from "./result-facts.ts";
import { resultSelection } from "./result-selection.ts";
import { firstRun, runName } from "./run-name.ts";

/**
 * `pending` no result yet · `partial` some results · `complete` every expected detector has a result ·
 * `failed` every expected detector failed · `late` detectors are missing after the camera's deadline.
 */
export const exposureState = z.enum(["pending", "partial", "complete", "failed", "late"]);
export type ExposureState = z.infer<typeof exposureState>;

/**
 * `expected` no event yet · `skipped` left out by the pattern · `pending` a task that was planned for it has no result yet · `done` and `failed` as its
 * first task ended; another task that failed beside it is told in `tasks`.
 */
export const detectorState = z.enum(["expected", "skipped", "pending", "done", "failed"]);
export type DetectorState = z.infer<typeof detectorState>;

/** A metric over the detectors that have a value, from the first of them on. */
export const aggregate = z.object({
  n: z.number().int(),
  median: z.number(),
  min: z.number(),
  max: z.number(),
  /** Robust standard deviation: 1.4826 × median absolute deviation from the median; null with fewer than two values. */
  spread: z.number().nullable().default(null),
});
export type Aggregate = z.infer<typeof aggregate>;

/** A task that failed beside a detector's first one, which has the detector's numbers. */
export const failedTask = z.object({
  task: z.string(),
  detectors: z.number().int(),
  /** Of the first detector on which it failed. */
  error: failure,
});
export type FailedTask = z.infer<typeof failedTask>;

export const exposureSummary = z.object({
  v: z.literal(1),
  camera: cameraName,
  exposureId,
  dayObs,
  seqNum,
  obsId: z.string().nullable(),
  state: exposureState,
  expected: z.number().int(),
  /** The focal-plane pattern that it was analysed with, where that leaves detectors out; null is all of them. */
  pattern: z.string().nullable().default(null),
  done: z.number().int(),
  failed: z.number().int(),
  /** Grows with every change of the exposure: of two summaries the one with the larger revision is newer. */
  revision: z.number().int(),
  header: headerFacts.nullable(),
  /** Of levels; absent is as read. */
  pixelUnit: pixelUnit.optional(),
  metrics: metricValues,
  aggregates: z.record(z.string(), aggregate),
  /** Key of the picture to show first, of the detector nearest to the centre that has one. */
  preview: artifact.nullable(),
  /** Channels that the exposure has something in, by name. */
  channels: z.array(exposureChannel).default([]),
  /** What other programs added. */
  contributed: contributed.prefault({}),
  /** The first failure, for the row. */
  error: failure.nullable(),
  /** Failures of tasks beside the first one, whose numbers stand. */
  failedTasks: z.array(failedTask).default([]),
  /** Detectors without all their results, named once the deadline has passed. */
  missingDetectors: z.array(detectorName).default([]),
  firstEventAtMs: z.number().nullable(),
  updatedAtMs: z.number(),
  /** When the last task of the last expected detector was in; null until then. */
  completedAtMs: z.number().nullable(),
});
export type ExposureSummary = z.infer<typeof exposureSummary>;

/** One task on one detector's image. */
export const detectorTask = z.object({
  task: z.string(),
  kind: imageKind,
  /** `pending` is queued or running. */
  status: z.enum(["pending", "done", "failed"]),
  error: failure.nullable(),
  /** Keys of the detector's metrics that are this task's. */
  metrics: z.array(z.string()),
  warnings: z.array(z.string()),
  taskVersion: z.string().nullable(),
  configHash: z.string().nullable(),
  worker: z.string().nullable(),
  attempts: z.number().int().nullable(),
  timingsMs: timingsMs.nullable(),
  timeline,
});
export type DetectorTask = z.infer<typeof detectorTask>;

/**
 * A detector with the results of all its tasks. `metrics` and what goes with them are merged: the first task's under
 * their own keys, then the others', a key that is taken under `task.key`. The fields from `error` on are the first task's.
 */
export const detectorRecord = z.object({
  detector: detectorName,
  kind: imageKind,
  state: detectorState,
  metrics: metricValues,
  missing: missingReasons,
  errors: metricErrors.default({}),
  samples: metricSamples.default({}),
  error: failure.nullable(),
  warnings: z.array(z.string()),
  artifacts: z.array(artifact),
  pixelUnit: pixelUnit.default("adu"),
  calibrations: z.array(appliedCalibration).default([]),
  input: inputProvenance.nullable(),
  widthPx: z.number().int().nullable(),
  heightPx: z.number().int().nullable(),
  task: z.string().nullable(),
  taskVersion: z.string().nullable(),
  configHash: z.string().nullable(),
  /** Which rule chose the configuration; null is not told. */
  selection: resultSelection.nullable().default(null),
  worker: z.string().nullable(),
  attempts: z.number().int().nullable(),
  timingsMs: timingsMs.nullable(),
  timeline,
  /** In the order of the pipeline; the first one speaks for the detector. */
  tasks: z.array(detectorTask).default([]),
});
export type DetectorRecord = z.infer<typeof detectorRecord>;

/** A failure that a person had tried again; the failed attempt stays as provenance. */
export const supersededResult = z.object({
  detector: detectorName,
  kind: imageKind,
  task: z.string(),
  error: failure.nullable(),
  worker: z.string(),
  attempts: z.number().int(),
  doneAtMs: z.number().nullable(),
  supersededAtMs: z.number(),
  /** Who had it tried again. */
  by: z.string(),
});
export type SupersededResult = z.infer<typeof supersededResult>;

export const exposureDetail = exposureSummary.extend({
  detectors: z.array(detectorRecord),
  artifacts: z.array(artifact.extend({ detector: detectorName })),
  /** Whose results these are. */
  run: runName.default(firstRun),
  /** Side runs that this exposure is part of. */
  sideRuns: z.array(runName).default([]),
  /** The exposure's own timeline: the first of each early step, the last of each late one. */
  timeline: exposureTimeline,
  /** Why it took as long as it did; null when it was quick. */
  whyLate: z.string().nullable().default(null),
  /** What looking for missing images gave; null when nobody had to look. */
  reconciliation: reconciliation.nullable().default(null),
  /** Failures that gave way to another attempt, oldest first. */
  superseded: z.array(supersededResult).default([]),
  /** Neighbours in the night, for ← and →. */
  previousSeqNum: z.number().int().nullable(),
  nextSeqNum: z.number().int().nullable(),
});
export type ExposureDetail = z.infer<typeof exposureDetail>;
