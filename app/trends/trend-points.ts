/** Nights rolled up, to the points of a trend: one a night and band. Pure. */
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

/** @returns the metrics that some night has, in the order in which they first appear. */
export function trendMetrics(nights: readonly NightSummary[]): string[] {
  return [
    ...new Set(nights.flatMap(({ bands }) => bands.flatMap(({ metrics }) => metrics.map(({ metric }) => metric)))),
  ];
}

/** @returns each band once, in the order of the spectrum; others follow by name. */
export function bandsInOrder(bands: readonly string[]): string[] {
  return [...new Set(bands)].sort((left, right) => rankOf(left) - rankOf(right) || left.localeCompare(right));
}

function rankOf(band: string): number {
  const at = "ugrizy".indexOf(band.toLowerCase());
  return at === -1 || band.length !== 1 ? 6 : at;
}
