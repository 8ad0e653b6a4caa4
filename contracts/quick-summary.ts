/** An exposure's summary at a door: parsed by its schema, but its hundreds of numbers are looked at where they stand. */
import { z } from "zod";
import { type ExposureSummary, exposureSummary } from "./exposure.ts";

type Numbers = ExposureSummary["metrics"];
type Aggregates = ExposureSummary["aggregates"];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function areNumbers(value: unknown): value is Numbers {
  if (!isRecord(value)) return false;
  for (const key in value) if (value[key] !== null && !Number.isFinite(value[key])) return false;
  return true;
}

function areAggregates(value: unknown): value is Aggregates {
  if (!isRecord(value)) return false;
  for (const key in value) {
    const each = value[key];
    if (!isRecord(each)) return false;
    const { n, median, min, max, spread } = each;
    const isWhole = Number.isSafeInteger(n) && Number.isFinite(median) && Number.isFinite(min) && Number.isFinite(max);
    if (!isWhole || (spread !== null && !Number.isFinite(spread))) return false;
  }
  return true;
}

/** Lets in nothing that `exposureSummary` keeps out, and not all that it lets in: what it refuses is left to that. */
export const quickSummary = exposureSummary.extend({
  metrics: z.custom<Numbers>(areNumbers),
  aggregates: z.custom<Aggregates>(areAggregates),
});

/** Parses as `exposureSummary` does, several times as fast. */
export function parseSummary(value: unknown): z.ZodSafeParseResult<ExposureSummary> {
  const seen = quickSummary.safeParse(value);
  return seen.success ? seen : exposureSummary.safeParse(value);
}
