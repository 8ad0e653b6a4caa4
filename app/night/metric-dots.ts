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

/** @returns a dot for each exposure that has the number, and the range of the axis. */
export function metricDots(
  column: Pick<NightColumn, "value">,
  points: readonly PlotPoint[],
  limits: readonly DrawnLimit[],
): { dots: Dot[]; range: [number, number] } {
  const dots: Dot[] = [];
  for (const { exposure, x } of points) {
    const y = numberOf(column, exposure);
    if (y === null) continue;
    dots.push({ seqNum: exposure.seqNum, x, y, band: exposure.header?.band ?? "", outside: false });
  }
  const range = robustDomain(
    dots.map(({ y }) => y),
    limits.map(({ at }) => at),
  );
  for (const dot of dots) {
    if (dot.y >= range[0] && dot.y <= range[1]) continue;
    const { at, outside } = drawnAt(dot.y, range);
    dot.y = at;
    dot.outside = outside;
  }
  return { dots, range };
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
