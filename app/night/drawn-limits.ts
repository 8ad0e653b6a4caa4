/** The lines by which a plot shows limits: one for each bound and stretch of the axis on which it is in force. */
import { type LimitContext, type Limited, limitContext, limitFor, type MetricLimit } from "#contracts/limits.ts";
import type { PlotPoint } from "./plot-points.ts";

export interface DrawnLimit {
  level: "warn" | "error";
  side: "above" | "below";
  /** Value of the bound. */
  at: number;
  /** Stretch of the axis: a bound may change with the band of the exposures. */
  from: number;
  to: number;
}

/** What limits ask of an exposure, and its place on the axis. */
export interface LimitedPoint {
  exposure: Limited;
  x: number;
}

const bounds = [
  ["warnBelow", "warn", "below"],
  ["warnAbove", "warn", "above"],
  ["errorBelow", "error", "below"],
  ["errorAbove", "error", "above"],
] as const;

/** @returns whether limits are drawn for these points as for those before: no exposure changed what limits ask. */
export function isDrawnAlike(before: readonly PlotPoint[], points: readonly PlotPoint[]): boolean {
  if (before.length !== points.length) return false;
  return points.every((point, at) => {
    const old = before[at];
    if (old === undefined || point === old) return point === old;
    return point.x === old.x && isAlike(limitContext(point.exposure), limitContext(old.exposure));
  });
}

/** @returns the limit of each point; exposures in a row mostly ask the same. */
function limitsInForce(limits: readonly MetricLimit[], points: readonly LimitedPoint[]): (MetricLimit | null)[] {
  let before: LimitContext | null = null;
  let limit: MetricLimit | null = null;
  return points.map(({ exposure }) => {
    const context = limitContext(exposure);
    if (before === null || !isAlike(context, before)) limit = limitFor(limits, context);
    before = context;
    return limit;
  });
}

function isAlike(a: LimitContext, b: LimitContext): boolean {
  return a.band === b.band && a.imageType === b.imageType && a.dayObs === b.dayObs && a.camera === b.camera;
}

/**
 * @param points in order of the axis.
 * @returns for each bound its stretches, each from half way after the exposure before to half way to the next one.
 */
export function drawnLimits(limits: readonly MetricLimit[], points: readonly LimitedPoint[]): DrawnLimit[] {
  if (limits.length === 0) return [];
  const inForce = limitsInForce(limits, points);
  const lines: DrawnLimit[] = [];
  for (const [name, level, side] of bounds) {
    if (limits.every((limit) => limit[name] === null)) continue;
    let open: DrawnLimit | null = null;
    for (const [index, { x }] of points.entries()) {
      const at = inForce[index]?.[name] ?? null;
      const edge = (x + (points[index - 1]?.x ?? x)) / 2;
      if (open !== null && open.at !== at) {
        open.to = edge;
        open = null;
      }
      if (at === null) continue;
      if (open === null) {
        open = { level, side, at, from: index === 0 ? Number.NEGATIVE_INFINITY : edge, to: x };
        lines.push(open);
      }
      open.to = index === points.length - 1 ? Number.POSITIVE_INFINITY : x;
    }
  }
  return lines;
}
