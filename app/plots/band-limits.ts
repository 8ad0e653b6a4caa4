/** The limits of a plot that shows exposures of several bands at once: one line for all of them, or one for each band. Pure. */

import { bandsInOrder } from "#app/bands/bands-in-order.ts";
import { type DrawnLimit, drawnLimits, type LimitedPoint } from "#app/night/drawn-limits.ts";
import { robustDomain } from "#app/night/plot-points.ts";
import { type Limited, limitContext, type MetricLimit } from "#contracts/limits.ts";

export interface BandLimit extends DrawnLimit {
  /** Bands of the exposures that it holds for, in the order of the spectrum; null is all that are shown. */
  bands: readonly string[] | null;
}

/** Exposures whose header tells no band. */
const noBand = "no band";

/**
 * @param points in order of the axis.
 * @returns each bound with its stretch of the axis; bounds of several bands that are one and the same are one line.
 */
export function bandLimits(limits: readonly MetricLimit[], points: readonly LimitedPoint[]): BandLimit[] {
  if (limits.length === 0) return [];
  const byBand = Map.groupBy(points, ({ exposure }) => exposure.header?.band ?? noBand);
  const found = new Map<string, BandLimit & { bands: string[] }>();
  for (const band of bandsInOrder([...byBand.keys()])) {
    for (const line of drawnLimits(limits, byBand.get(band) ?? [])) {
      const { level, side, at, from, to } = line;
      const key = `${level} ${side} ${at} ${from} ${to}`;
      const known = found.get(key) ?? { ...line, bands: [] };
      known.bands.push(band);
      found.set(key, known);
    }
  }
  return [...found.values()].map((line) => (line.bands.length === byBand.size ? { ...line, bands: null } : line));
}

/**
 * @param exposures one of each kind that limits tell apart, as `limitedOf` gives them.
 * @returns the bounds that hold for every exposure, or for every exposure of a band; what varies within a band is none.
 */
export function wholeLimits(limits: readonly MetricLimit[], exposures: readonly Limited[]): BandLimit[] {
  const lines = bandLimits(
    limits,
    exposures.map((exposure) => ({ exposure, x: 0 })),
  );
  return lines.filter(({ from, to }) => from === Number.NEGATIVE_INFINITY && to === Number.POSITIVE_INFINITY);
}

/** @returns one exposure of each kind that limits tell apart. */
export function limitedOf(exposures: readonly Limited[]): Limited[] {
  return [...new Map(exposures.map((exposure) => [kindOf(exposure), exposure])).values()];
}

/** @returns what limits ask of an exposure, as a key. */
export function kindOf(exposure: Limited): string {
  return JSON.stringify(limitContext(exposure));
}

/** @returns whether a line lies in a range, or so near that the range is widened for it. */
export function isNear({ at }: DrawnLimit, values: readonly number[]): boolean {
  const [from, to] = robustDomain(values, [at]);
  return values.length > 0 && at >= from && at <= to;
}

/** @returns the lines in words, each kind of bound once: `▲ warning above 1.15 (u), 1.09 (g)`. */
export function limitWords(lines: readonly BandLimit[]): string[] {
  const kinds = Map.groupBy(lines, ({ level, side }) => `${level === "warn" ? "▲ warning" : "■ error"} ${side}`);
  return [...kinds].map(([kind, own]) => {
    const values = own.map(({ at, bands }) => (bands === null ? String(at) : `${at} (${bands.join(", ")})`));
    return `${kind} ${[...new Set(values)].join(", ")}`;
  });
}
