/** What a metric is: its name, unit, meaning and how detectors combine into an exposure. */
import { z } from "zod";
import { metricLimit } from "./limits.ts";

/** What a metric tells of; tables and choosers group by it. */
export const metricTopics = ["seeing", "sky", "sources", "amplifiers", "calibration", "other"] as const;

export const metricDefinition = z.object({
  key: z.string(),
  /** Short name for a column or an axis. */
  label: z.string(),
  /** Unit as it is printed; empty for a pure number. */
  unit: z.string(),
  /** A level of the pixels: `unit` is that of pixels as read, and electrons where gains were applied. */
  inPixelUnit: z.boolean().optional(),
  /** What one value belongs to. */
  level: z.enum(["detector", "exposure"]),
  /** What it is, in a sentence, with the estimator. */
  definition: z.string(),
  /** Digits after the decimal point when shown. */
  digits: z.number().int().min(0).max(6),
  /** How the detectors' values make the exposure's. */
  aggregation: z.enum(["median", "total", "max", "min", "mean"]),
  topic: z.enum(metricTopics).default("other"),
  /** Warning and error limits, each with its date and reason; `judge` says which one is in force. */
  limits: z.array(metricLimit).default([]),
});
export type MetricDefinition = z.infer<typeof metricDefinition>;

/** Values by metric key; null is missing, never 0 or NaN. */
export const metricValues = z.record(z.string(), z.number().nullable());
export type MetricValues = z.infer<typeof metricValues>;

/** Why a metric is null, by metric key. */
export const missingReasons = z.record(z.string(), z.string());
export type MissingReasons = z.infer<typeof missingReasons>;

/** Standard errors by metric key, in the metric's unit; absent where none can be told. Definitions: docs/pixel-metrics.md. */
export const metricErrors = z.record(z.string(), z.number());
export type MetricErrors = z.infer<typeof metricErrors>;

/** How many independent things (pixels, cells, stars, amplifiers) a metric rests on, by metric key. */
export const metricSamples = z.record(z.string(), z.number());
export type MetricSamples = z.infer<typeof metricSamples>;
