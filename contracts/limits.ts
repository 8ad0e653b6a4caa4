/** Warning and error limits as data, and the one function that judges a value by them. */
import { z } from "zod";
import { dayObs } from "./identity.ts";

const bound = z.number().nullable().default(null);

/** One agreed limit of one metric: for whom it holds, since when, and why. */
export const metricLimit = z.strictObject({
  /** Cameras that it is for; empty is all. */
  cameras: z.array(z.string()).default([]),
  /** Bands that it is for; empty is all, also none. */
  bands: z.array(z.string()).default([]),
  /** Image types that it is for (`science`, `bias`…); empty is all. */
  imageTypes: z.array(z.string()).default([]),
  warnBelow: bound,
  warnAbove: bound,
  errorBelow: bound,
  errorAbove: bound,
  /** When it was agreed, YYYY-MM-DD. */
  agreedOn: z.iso.date(),
  /** The first night that it judges; null judges every night. */
  fromDayObs: dayObs.nullable().default(null),
  /** Why it stands where it stands, in a sentence for an observer. */
  reason: z.string().min(1),
});
export type MetricLimit = z.infer<typeof metricLimit>;

/** A limit in a camera's file: there it names its metric, and is for that camera. */
export const cameraLimit = metricLimit.omit({ cameras: true }).extend({ metric: z.string().min(1) });
export type CameraLimit = z.infer<typeof cameraLimit>;

/** What a limit may depend on; null is unknown and fits only limits that do not ask. */
export interface LimitContext {
  camera: string;
  band: string | null;
  imageType: string | null;
  dayObs: number;
}

/** The part of an exposure that limits look at. */
export interface Limited {
  camera: string;
  dayObs: number;
  header: { band: string | null; imageType: string | null } | null;
}

/** @returns what the limits of an exposure may depend on. */
export function limitContext(of: Limited | null): LimitContext {
  return {
    camera: of?.camera ?? "",
    dayObs: of?.dayObs ?? 0,
    band: of?.header?.band ?? null,
    imageType: of?.header?.imageType ?? null,
  };
}

export type MetricLevel = "error" | "warn" | "within" | "no-limit";

export interface Judgement {
  level: MetricLevel;
  /** The limit that judged; null where none is agreed. */
  limit: MetricLimit | null;
  /** The bound that is broken; null where none is. */
  broken: { side: "above" | "below"; at: number } | null;
}

const unjudged: Judgement = { level: "no-limit", limit: null, broken: null };

function fits(limit: MetricLimit, { camera, band, imageType, dayObs: night }: LimitContext): boolean {
  const holds = (list: readonly string[], word: string | null): boolean =>
    list.length === 0 || (word !== null && list.some((each) => each.toLowerCase() === word.toLowerCase()));
  return (
    holds(limit.cameras, camera) &&
    holds(limit.bands, band) &&
    holds(limit.imageTypes, imageType) &&
    (limit.fromDayObs === null || night >= limit.fromDayObs)
  );
}

/** How much a limit asks: camera before band before image type. */
function narrowness({ cameras, bands, imageTypes }: MetricLimit): number {
  return (cameras.length > 0 ? 4 : 0) + (bands.length > 0 ? 2 : 0) + (imageTypes.length > 0 ? 1 : 0);
}

/**
 * @returns the limit that is in force: of those that fit the narrowest (camera before band before image type), of
 * equals the one whose nights begin last, then the one agreed last; null where none is agreed.
 */
export function limitFor(limits: readonly MetricLimit[], context: LimitContext): MetricLimit | null {
  let found: MetricLimit | null = null;
  for (const limit of limits) {
    if (!fits(limit, context)) continue;
    if (found === null || isStronger(limit, found)) found = limit;
  }
  return found;
}

function isStronger(limit: MetricLimit, than: MetricLimit): boolean {
  const byNarrowness = narrowness(limit) - narrowness(than);
  if (byNarrowness !== 0) return byNarrowness > 0;
  const byNight = (limit.fromDayObs ?? 0) - (than.fromDayObs ?? 0);
  if (byNight !== 0) return byNight > 0;
  return limit.agreedOn > than.agreedOn;
}

/** @returns how a value stands to the limit in force; a bound itself is not broken, a missing value is not judged. */
export function judge(
  limits: readonly MetricLimit[],
  context: LimitContext,
  value: number | null | undefined,
): Judgement {
  if (value === null || value === undefined) return unjudged;
  const limit = limitFor(limits, context);
  return limit === null ? unjudged : judgeBy(limit, value);
}

/** @returns how a value stands to one limit; the worst bound that it breaks counts. */
export function judgeBy(limit: MetricLimit, value: number): Judgement {
  const { warnBelow, warnAbove, errorBelow, errorAbove } = limit;
  const broken = (level: MetricLevel, side: "above" | "below", at: number): Judgement => ({
    level,
    limit,
    broken: { side, at },
  });
  if (errorBelow !== null && value < errorBelow) return broken("error", "below", errorBelow);
  if (errorAbove !== null && value > errorAbove) return broken("error", "above", errorAbove);
  if (warnBelow !== null && value < warnBelow) return broken("warn", "below", warnBelow);
  if (warnAbove !== null && value > warnAbove) return broken("warn", "above", warnAbove);
  return { level: "within", limit, broken: null };
}
