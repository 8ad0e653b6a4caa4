/** What a worker makes of a job: numbers, pictures and provenance, or a failure that says why. */
import { z } from "zod";
import { ampMetrics } from "./amp.ts";
import { appliedCalibration, pixelUnit } from "./calibration.ts";
import { dayObs, imageIdentity, seqNum } from "./identity.ts";
import { metricErrors, metricSamples, metricValues, missingReasons } from "./metric.ts";
import { plots } from "./plots.ts";
import { artifact, failure, headerFacts, inputProvenance, timeline, timingsMs } from "./result-facts.ts";
import { resultSelection } from "./result-selection.ts";
import { firstRun, runName } from "./run-name.ts";

export const detectorResult = imageIdentity.extend({
  v: z.literal(1),
  jobId: z.string(),
  /** `first`, or the side run that it belongs to. */
  run: runName.default(firstRun),
  dayObs,
  seqNum,
  status: z.enum(["done", "failed"]),
  task: z.string(),
  taskVersion: z.string(),
  configHash: z.string(),
  /** Which rule chose the configuration; null is not told. */
  selection: resultSelection.nullable().default(null),
  widthPx: z.number().int().nullable(),
  heightPx: z.number().int().nullable(),
  metrics: metricValues,
  missing: missingReasons,
  errors: metricErrors.default({}),
  samples: metricSamples.default({}),
  amps: z.array(ampMetrics).default([]),
  plots: plots.default({}),
  /** Of levels, noises and plots whose unit is a count. */
  pixelUnit: pixelUnit.default("adu"),
  /** Masters that the configuration asked for; with the configuration all that is needed to do it again. */
  calibrations: z.array(appliedCalibration).default([]),
  header: headerFacts.nullable(),
  artifacts: z.array(artifact),
  /** Things that went wrong without losing the numbers, for example a preview that could not be written. */
  warnings: z.array(z.string()),
  /** What was said while it ran, its last lines, without secrets; kept apart, as what only one detector's page reads. */
  log: z.array(z.string()).default([]),
  error: failure.nullable(),
  input: inputProvenance.nullable(),
  worker: z.string(),
  attempts: z.number().int().min(1),
  timingsMs: timingsMs.nullable(),
  timeline,
});
export type DetectorResult = z.infer<typeof detectorResult>;
