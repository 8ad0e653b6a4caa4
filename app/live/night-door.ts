/** A night's answer at the door of the page: parsed by its schema, but its tens of thousands of numbers are looked at where they stand. */
import { z } from "zod";
import { nightAnswer } from "#contracts/api.ts";
import { type ExposureSummary, exposureSummary } from "#contracts/exposure.ts";
import type { Door } from "./fetch-parsed.ts";

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

const quick = nightAnswer.extend({
  exposures: z.array(
    exposureSummary.extend({ metrics: z.custom<Numbers>(areNumbers), aggregates: z.custom<Aggregates>(areAggregates) }),
  ),
});

/** Parses as `nightAnswer` does; what the quick look does not pass is left to the schema, which fills in or says what is wrong. */
export const nightDoor: Door<z.infer<typeof nightAnswer>> = {
  safeParse(answer) {
    const seen = quick.safeParse(answer);
    return seen.success ? seen : nightAnswer.safeParse(answer);
  },
};
