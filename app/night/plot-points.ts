/** The points of a night's plots: where each exposure stands on the shared axis, and how far the axes reach. */
import type { Changed } from "#app/live/changed-in.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { obsStartMs } from "#contracts/night-table/exposure-facts.ts";

export type PlotAxis = "time" | "seq";

export interface PlotPoint {
  exposure: ExposureSummary;
  /** UTC milliseconds or the sequence number. */
  x: number;
}

/** An exposure is another object when it changed, and a night is looked through at every change of one. */
const numbered = new WeakMap<ExposureSummary, boolean>();

function hasNumbers(exposure: ExposureSummary): boolean {
  let found = numbered.get(exposure);
  if (found === undefined) {
    found = Object.values(exposure.metrics).some((value) => value !== null);
    numbered.set(exposure, found);
  }
  return found;
}

/**
 * @returns exposures with numbers in order of the axis. Time is the start of the exposure where every header tells
 * it, otherwise the arrival of the event for all of them: the two clocks are never mixed on one axis.
 */
export function plotPoints(exposures: readonly ExposureSummary[], axis: PlotAxis): PlotPoint[] {
  const measured = exposures.filter(hasNumbers);
  const headersTell = measured.every((exposure) => obsStartMs(exposure) !== null);
  const points: PlotPoint[] = [];
  for (const exposure of measured) {
    const timeMs = headersTell ? obsStartMs(exposure) : exposure.firstEventAtMs;
    const x = axis === "seq" ? exposure.seqNum : timeMs;
    if (x !== null) points.push({ exposure, x });
  }
  return points.sort((a, b) => a.x - b.x);
}

/** @returns the bands of exposures, in alphabetical order. */
export function bandsOf(exposures: readonly ExposureSummary[]): string[] {
  return [...new Set(exposures.map(({ header }) => header?.band ?? ""))].filter(Boolean).sort();
}

/**
 * @param before the points of these exposures before some of them changed.
 * @returns the points with the changed exposures in their places; null where one may have come, gone or moved.
 */
export function changedPoints(before: readonly PlotPoint[], changes: readonly Changed[]): PlotPoint[] | null {
  const points = [...before];
  for (const { before: old, now } of changes) {
    if (old === null || hasNumbers(old) !== hasNumbers(now)) return null;
    if (!hasNumbers(now)) continue;
    if (old.firstEventAtMs !== now.firstEventAtMs || obsStartMs(old) !== obsStartMs(now)) return null;
    const at = points.findIndex(({ exposure }) => exposure === old);
    const point = points[at];
    if (point === undefined) return null;
    points[at] = { exposure: now, x: point.x };
  }
  return points;
}

/** @returns the index of the point nearest to `x` in points sorted by x; −1 for none. */
export function nearestPoint(points: readonly PlotPoint[], x: number): number {
  let low = 0;
  let high = points.length - 1;
  if (high < 0) return -1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.x ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  const before = points[low - 1];
  const at = points[low];
  return before && at && x - before.x < at.x - x ? low - 1 : low;
}

function quantile(sorted: Float64Array, at: number): number {
  return sorted[Math.round((sorted.length - 1) * at)] ?? 0;
}

/**
 * @returns the range of an axis that shows the bulk: all values, unless some lie farther from the quartiles than four
 * times their distance; those are drawn at the edge. Limits that are near are kept in view.
 */
export function robustDomain(values: ArrayLike<number>, limits: readonly number[] = []): [number, number] {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return [0, 1];
  const [low, high] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const reach = (high - low) * 4;
  let from = reach > 0 ? Math.max(quantile(sorted, 0), low - reach) : quantile(sorted, 0);
  let to = reach > 0 ? Math.min(quantile(sorted, 1), high + reach) : quantile(sorted, 1);
  for (const limit of limits) {
    if (limit > to && limit - to < 2 * (to - from)) to = limit;
    if (limit < from && from - limit < 2 * (to - from)) from = limit;
  }
  const pad = (to - from) * 0.12 || Math.abs(to) * 0.1 || 1;
  return [from - pad, to + pad];
}

const timeSteps = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400].map((s) => s * 1000);
const countSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** @returns round ticks within a range, about one for each 110 px, none so near the end that its text is cut. */
export function axisTicks(from: number, to: number, widthPx: number, axis: PlotAxis): number[] {
  const most = Math.max(2, Math.floor(widthPx / 110));
  const steps = axis === "time" ? timeSteps : countSteps;
  const step = steps.find((each) => (to - from) / each <= most) ?? (to - from) / most;
  const ticks: number[] = [];
  const least = axis === "seq" ? Math.max(from, 1) : from;
  const room = ((to - from) / Math.max(1, widthPx)) * 14;
  for (let tick = Math.ceil(least / step) * step; tick <= to - room; tick += step) ticks.push(tick);
  return ticks;
}
