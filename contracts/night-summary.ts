/** A night rolled up: how many exposures of which kind, what they measured by band, and what failed. */
import { z } from "zod";
import { pixelUnit } from "./calibration.ts";
import { exposureState } from "./exposure.ts";
import { cameraName, dayObs, exposureId, seqNum } from "./identity.ts";

/** How a metric's exposure values spread over a night. */
export const nightMetric = z.object({
  metric: z.string(),
  n: z.number().int(),
  median: z.number(),
  min: z.number(),
  max: z.number(),
  /** Robust standard deviation, as `aggregate` has it. */
  spread: z.number().nullable(),
});

export const nightSummary = z.object({
  camera: cameraName,
  dayObs,
  exposures: z.number().int(),
  byState: z.partialRecord(exposureState, z.number().int()),
  /** Image type → exposures; those whose header does not say are under `unknown`. */
  byImageType: z.record(z.string(), z.number().int()),
  /** Units of their levels, where any is not as read. */
  pixelUnits: z.array(pixelUnit).optional(),
  /** Science exposures by band, most frequent first; `unknown` where the header is silent. */
  bands: z.array(z.object({ band: z.string(), exposures: z.number().int(), metrics: z.array(nightMetric) })),
  /** From the first start of an exposure to the end of the last, by headers; null where none says. */
  startUtc: z.string().nullable(),
  endUtc: z.string().nullable(),
  /** Sum of the exposure times, in seconds. */
  openShutterS: z.number(),
  first: z.object({ exposureId, seqNum }).nullable(),
  last: z.object({ exposureId, seqNum }).nullable(),
  /** Detectors without numbers, over all exposures. */
  detectorsDone: z.number().int(),
  detectorsFailed: z.number().int(),
  detectorsMissing: z.number().int(),
  /** Failures by code and by task, most frequent first. */
  failures: z.array(z.object({ code: z.string(), task: z.string().nullable(), exposures: z.number().int() })),
});
export type NightSummary = z.infer<typeof nightSummary>;

/** The newest nights of a camera, oldest first. */
export const trendsAnswer = z.object({ camera: cameraName, nights: z.array(nightSummary) });
export type TrendsAnswer = z.infer<typeof trendsAnswer>;
