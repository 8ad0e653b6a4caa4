/** Nights rolled up, to the points of a trend: one a night and band. Pure. */
import { bandsInOrder } from "#app/bands/bands-in-order.ts";
import type { LimitedPoint } from "#app/night/drawn-limits.ts";
import type { NightSummary } from "#contracts/night-summary.ts";

/** A night's values of one metric; the interval is that of all its exposures. */
export interface TrendPoint {
  dayObs: number;
  band: string;
  exposures: number;
  median: number;
  min: number;
  max: number;
}

/** @returns points by band, the bands in the order of the spectrum; nights without a value have none. */
export function trendPoints(nights: readonly NightSummary[], metric: string): Map<string, TrendPoint[]> {
  const points = nights.flatMap(({ dayObs, bands }) =>
    bands.flatMap(({ band, metrics }): TrendPoint[] => {
      const found = metrics.find((each) => each.metric === metric);
      return found ? [{ dayObs, band, exposures: found.n, median: found.median, min: found.min, max: found.max }] : [];
    }),
  );
  return new Map(
    bandsInOrder(points.map(({ band }) => band)).map((band) => [band, points.filter((point) => point.band === band)]),
  );
}

/** @returns what limits ask of each point, and its place among the nights: the exposures of a trend are science. */
export function trendContexts(camera: string, nights: readonly NightSummary[], metric: string): LimitedPoint[] {
  return nights.flatMap(({ dayObs, bands }, x) =>
    bands
      .filter(({ metrics }) => metrics.some((each) => each.metric === metric))
      .map(({ band }) => ({
        exposure: { camera, dayObs, header: { band: band === "unknown" ? null : band, imageType: "science" } },
        x,
      })),
  );
}

/** @returns the metrics that some night has, in the order in which they first appear. */
export function trendMetrics(nights: readonly NightSummary[]): string[] {
  return [
    ...new Set(nights.flatMap(({ bands }) => bands.flatMap(({ metrics }) => metrics.map(({ metric }) => metric)))),
  ];
}
