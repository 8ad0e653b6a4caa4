/** Runs: the first one, whose results stay for ever, and side runs beside it, which never touch them. */
import { z } from "zod";
import { configHash } from "./config.ts";
import { cameraName, dayObs, exposureId, seqNum } from "./identity.ts";
import { firstRun, runName } from "./run-name.ts";

/** The name of a side run. */
export const sideRunName = runName.refine((name) => name !== firstRun && name !== "compare", "is taken");

/** Which images run again: named exposures, or a night, or those of a night that are of one kind. */
export const runSelection = z.union([
  z.strictObject({ exposures: z.array(exposureId).min(1).max(2000) }),
  z.strictObject({
    dayObs,
    imageType: z.string().min(1).optional(),
    band: z.string().min(1).optional(),
    fromSeqNum: seqNum.optional(),
    toSeqNum: seqNum.optional(),
  }),
]);
export type RunSelection = z.infer<typeof runSelection>;

/** What a person asks for: the same name and the same words again go on with a run that was broken off. */
export const runRequest = z.strictObject({
  run: sideRunName,
  camera: cameraName,
  selection: runSelection,
  /** Name of a pipeline. */
  pipeline: z.string().regex(/^[A-Za-z0-9][\w.-]*$/, "is not the name of a pipeline"),
  /** Values for this run alone, on top of the pipeline's. */
  overrides: z
    .array(z.strictObject({ label: z.string().min(1), field: z.string().min(1), value: z.json() }))
    .max(100)
    .default([]),
});
export type RunRequest = z.infer<typeof runRequest>;

/** A side run as it was asked for, with what it resolved to. */
export const runRecord = runRequest.extend({
  v: z.literal(1),
  tasks: z.array(z.object({ task: z.string(), taskVersion: z.string(), configHash })),
  exposures: z.array(exposureId),
  /** Jobs that it consists of. */
  jobs: z.number().int(),
  createdAtMs: z.number(),
  createdBy: z.string(),
});
export type RunRecord = z.infer<typeof runRecord>;

/** A side run with how far it is. */
export const runView = runRecord.extend({
  /** `queuing` until all its jobs are safe in the queue, `running`, or `finished`: every job has its result. */
  state: z.enum(["queuing", "running", "finished"]),
  done: z.number().int(),
  failed: z.number().int(),
  lastResultAtMs: z.number().nullable(),
});
export type RunView = z.infer<typeof runView>;
export const runsAnswer = z.object({ runs: z.array(runView) });

/** One metric in two runs of an exposure; differences are `b` − `a`, in the metric's unit. */
export const metricComparison = z.object({
  metric: z.string(),
  /** Detectors that have a value in both runs. */
  n: z.number().int(),
  /** Detectors that have one in only one of them. */
  onlyA: z.number().int(),
  onlyB: z.number().int(),
  medianA: z.number().nullable(),
  medianB: z.number().nullable(),
  /** Median of the detectors' differences; null where no detector has both. */
  medianDifference: z.number().nullable(),
  maxAbsDifference: z.number().nullable(),
  detectors: z.array(
    z.object({
      detector: z.string(),
      a: z.number().nullable(),
      b: z.number().nullable(),
      difference: z.number().nullable(),
    }),
  ),
});
export type MetricComparison = z.infer<typeof metricComparison>;

export const runComparison = z.object({
  camera: cameraName,
  exposureId,
  a: runName,
  b: runName,
  /** Whether every detector has the same numbers in both, to the last bit. */
  isIdentical: z.boolean(),
  metrics: z.array(metricComparison),
});
export type RunComparison = z.infer<typeof runComparison>;
