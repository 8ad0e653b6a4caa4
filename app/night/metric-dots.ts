/** Where one column of the night lies in its plot: its dots, the reach of its axis, and which dot is under a pointer. */
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import type { DrawnLimit } from "./drawn-limits.ts";
import { type PlotPoint, robustDomain } from "./plot-points.ts";
import { type PlotArea, type PlotScale, plotScale } from "./plot-scale.ts";

/** Room for the numbers of the y axis, and beyond the last point; the crosshair needs them too. */
export const plotInset = { left: 56, right: 10 };

/** Height of the numbers under the lowest plot. */
export const axisPx = 20;

export interface Dot {
  seqNum: number;
  /** Place in the order of the axis, and at which value it is drawn. */
  x: number;
  y: number;
  band: string;
  /** Beyond the axis, and drawn hollow at its edge. */
  outside: boolean;
}

/** @returns a column's number for an exposure; a missing one is null and never drawn. */
export function numberOf({ value }: Pick<NightColumn, "value">, exposure: PlotPoint["exposure"]): number | null {
  const found = value(exposure);
  return typeof found === "number" && Number.isFinite(found) ? found : null;
}

/** @returns the value at which a number is drawn on an axis, and whether that is not its own place. */
export function drawnAt(value: number, [from, to]: readonly [number, number]): { at: number; outside: boolean } {
  const outside = value < from || value > to;
  const edge = (to - from) * 0.05;
  return { at: outside ? Math.min(Math.max(value, from + edge), to - edge) : value, outside };
}

/** What a column's plot draws, and what it was made of. */
export interface MetricDots {
  /** One for each exposure that has the number, in order of the axis. */
  dots: readonly Dot[];
  /** Of the axis. */
  range: readonly [number, number];
  column: Pick<NightColumn, "value">;
  points: readonly PlotPoint[];
  limits: readonly DrawnLimit[];
  /** Of the points; NaN is missing. */
  values: Float64Array;
  /** Of the points; null is missing. */
  ofPoints: readonly (Dot | null)[];
}

function dotOf({ exposure, x }: PlotPoint, value: number, range: readonly [number, number]): Dot | null {
  if (Number.isNaN(value)) return null;
  const { at, outside } = drawnAt(value, range);
  return { seqNum: exposure.seqNum, x, y: at, band: exposure.header?.band ?? "", outside };
}

/**
 * @param before what was made last: of its points only those that changed are looked at, and its dots stay the very
 * same where nothing about them changed.
 */
export function metricDots(
  column: Pick<NightColumn, "value">,
  points: readonly PlotPoint[],
  limits: readonly DrawnLimit[],
  before: MetricDots | null = null,
): MetricDots {
  const known = before?.column === column && before.points.length === points.length ? before : null;
  const values = known === null ? new Float64Array(points.length) : known.values.slice();
  const isKept = (point: PlotPoint, at: number): boolean => known?.points[at] === point;
  points.forEach((point, at) => {
    if (!isKept(point, at)) values[at] = numberOf(column, point.exposure) ?? Number.NaN;
  });
  const range = robustDomain(
    values.filter((value) => !Number.isNaN(value)),
    limits.map(({ at }) => at),
  );
  const isRange = known?.range[0] === range[0] && known.range[1] === range[1];
  const ofPoints = points.map((point, at): Dot | null => {
    const value = values[at] ?? Number.NaN;
    const dot = known?.ofPoints[at] ?? null;
    if (!isKept(point, at)) {
      const next = dotOf(point, value, range);
      return isAlike(dot, next) ? dot : next;
    }
    const stays = dot === null || isRange || (!dot.outside && value >= range[0] && value <= range[1]);
    return stays ? dot : dotOf(point, value, range);
  });
  const isSame = known !== null && isRange && ofPoints.every((dot, at) => dot === known.ofPoints[at]);
  return {
    dots: isSame ? known.dots : ofPoints.filter((dot) => dot !== null),
    range: isSame ? known.range : range,
    column,
    points,
    limits,
    values,
    ofPoints,
  };
}

function isAlike(a: Dot | null, b: Dot | null): boolean {
  if (a === null || b === null) return a === b;
  return a.seqNum === b.seqNum && a.x === b.x && a.y === b.y && a.band === b.band && a.outside === b.outside;
}

/** @returns where in a plot of this size its points are. */
export function stripArea(width: number, height: number, withAxis: boolean): PlotArea {
  return { left: plotInset.left, right: width - plotInset.right, top: 18, bottom: height - (withAxis ? axisPx : 3) };
}

/** @returns the dot nearest to a place within some pixels; undefined for none. */
export function dotUnder(
  dots: readonly Dot[],
  { toX, toY }: Pick<PlotScale, "toX" | "toY">,
  x: number,
  y: number,
  withinPx: number,
): Dot | undefined {
  let best: Dot | undefined;
  let nearest = withinPx;
  for (const dot of dots) {
    const away = Math.hypot(toX(dot.x) - x, toY(dot.y) - y);
    if (away <= nearest) [best, nearest] = [dot, away];
  }
  return best;
}

/** @returns the dot of a column's plot under a place of it; undefined where there is none. */
export function stripDotUnder(
  column: Pick<NightColumn, "value">,
  points: readonly PlotPoint[],
  limits: readonly DrawnLimit[],
  area: PlotArea,
  domain: readonly [number, number],
  place: { x: number; y: number },
): Dot | undefined {
  const { dots, range } = metricDots(column, points, limits);
  return dotUnder(dots, plotScale(area, domain, range), place.x, place.y, 8);
}
