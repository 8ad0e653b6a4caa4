/** A night's detectors by exposure, put in the order of the plots' axis. Pure. */
import { type PlotPoint, robustDomain } from "#app/night/plot-points.ts";
import type { NightDetectors } from "#contracts/night-detectors.ts";

export interface DetectorRows {
  /** The exposures that are drawn, in order of the axis. */
  points: PlotPoint[];
  /** Where each of them stands among the rows of the values. */
  rows: number[];
  /** Median of each over its detectors; null where none has a value. */
  medians: (number | null)[];
  range: [number, number];
  /** Values that are drawn, and those of them that lie beyond the axis. */
  measured: number;
  outside: number;
}

function median(sorted: readonly number[]): number | null {
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** @returns what is drawn of an answer for these points: exposures that either of them has not are left out. */
export function detectorRows(answer: NightDetectors, points: readonly PlotPoint[]): DetectorRows {
  const perRow = answer.detectors.length;
  const rowOf = new Map(answer.exposureIds.map((id, row) => [id, row]));
  const shown = points.flatMap((point) => {
    const row = rowOf.get(point.exposure.exposureId);
    return row === undefined ? [] : [{ point, row }];
  });
  const all: number[] = [];
  const medians = shown.map(({ row }) => {
    const known = answer.values.slice(row * perRow, (row + 1) * perRow).filter((value) => value !== null);
    for (const value of known) all.push(value);
    return median(known.sort((a, b) => a - b));
  });
  const range = robustDomain(all);
  return {
    points: shown.map(({ point }) => point),
    rows: shown.map(({ row }) => row),
    medians,
    range,
    measured: all.length,
    outside: all.filter((value) => value < range[0] || value > range[1]).length,
  };
}

/** @returns the detector of a row whose value is nearest; undefined where the row has none. */
export function nearestDetector(
  { detectors, values }: NightDetectors,
  row: number,
  value: number,
): { detector: string; value: number } | undefined {
  let found: { detector: string; value: number } | undefined;
  for (const [at, detector] of detectors.entries()) {
    const of = values[row * detectors.length + at];
    if (typeof of !== "number") continue;
    if (!found || Math.abs(of - value) < Math.abs(found.value - value)) found = { detector, value: of };
  }
  return found;
}
