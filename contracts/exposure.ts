/** An exposure as pages and scripts see it, and the records of its detectors. */
import { z } from "zod";
import { ampMetrics } from "./amp.ts";
import { appliedCalibration, pixelUnit } from "./calibration.ts";
import { cameraName, dayObs, detectorName, exposureId, imageKind, seqNum } from "./identity.ts";
import { metricErrors, metricSamples, metricValues, missingReasons } from "./metric.ts";
import { plots } from "./plots.ts";
import { artifact, failure, headerFacts, inputProvenance, timeline, timingsMs } from "./result.ts";

/**
 * `pending` no result yet · `partial` some results · `complete` every expected detector has a result ·
 * `failed` every expected detector failed · `late` detectors are missing after the camera's deadline.
 */
export const exposureState = z.enum(["pending", "partial", "complete", "failed", "late"]);
export type ExposureState = z.infer<typeof exposureState>;

/** `expected` no event yet · `pending` queued or running · `done` · `failed`. */
export const detectorState = z.enum(["expected", "pending", "done", "failed"]);
export type DetectorState = z.infer<typeof detectorState>;

/** Spread of a metric over the detectors that have a value. */
export const aggregate = z.object({ n: z.number().int(), median: z.number(), min: z.number(), max: z.number() });
export type Aggregate = z.infer<typeof aggregate>;

export const exposureSummary = z.object({
  v: z.literal(1),
  camera: cameraName,
  exposureId,
  dayObs,
  seqNum,
  obsId: z.string().nullable(),
  state: exposureState,
  expected: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  /** Grows with every change of the exposure: of two summaries the one with the larger revision is newer. */
  revision: z.number().int(),
  header: headerFacts.nullable(),
  metrics: metricValues,
  aggregates: z.record(z.string(), aggregate),
  /** Key of the picture to show first, of the detector nearest to the centre that has one. */
  preview: artifact.nullable(),
  /** The first failure, for the row. */
  error: failure.nullable(),
  firstEventAtMs: z.number().nullable(),
  updatedAtMs: z.number(),
  /** When the last expected detector was in; null until then. */
  completedAtMs: z.number().nullable(),
});
export type ExposureSummary = z.infer<typeof exposureSummary>;

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
  worker: z.string().nullable(),
  attempts: z.number().int().nullable(),
  timingsMs: timingsMs.nullable(),
  timeline,
});
export type DetectorRecord = z.infer<typeof detectorRecord>;

/** What one detector's page shows beside its numbers; kept and sent apart, as it is larger than all the rest. */
export const detectorDepth = z.object({
  amps: z.array(ampMetrics).default([]),
  plots: plots.default({}),
});
export type DetectorDepth = z.infer<typeof detectorDepth>;

export const exposureDetail = exposureSummary.extend({
  detectors: z.array(detectorRecord),
  artifacts: z.array(artifact.extend({ detector: detectorName })),
  /** The exposure's own timeline: the first of each early step, the last of each late one. */
  timeline,
  /** Neighbours in the night, for ← and →. */
  previousSeqNum: z.number().int().nullable(),
  nextSeqNum: z.number().int().nullable(),
});
export type ExposureDetail = z.infer<typeof exposureDetail>;
