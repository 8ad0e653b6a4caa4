/** Two exposures metric by metric: difference, ratio, and whether they differ by more than their uncertainty. Pure. */

import { whyNoDetailValue } from "#app/measure/missing-reason.ts";
import type { DetectorRecord, ExposureDetail } from "#contracts/exposure.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import { metricUnit, pixelUnitOf } from "#contracts/metric-unit.ts";

/**
 * `differs` by more than its uncertainty · `alike` within it · `untold` no uncertainty is known · `identical` to the
 * last bit · `one-only` one of them has no value · `units` counts of one are electrons and of the other are not.
 */
export type Verdict = "differs" | "alike" | "untold" | "identical" | "one-only" | "units";

/** Differences of the detectors that have a value in both. */
export interface PairedDifference {
  n: number;
  median: number;
  /** Standard error of the median. */
  error: number;
}

export interface ComparedMetric {
  key: string;
  label: string;
  unit: string;
  digits: number;
  definition: MetricDefinition | undefined;
  values: readonly [number | null, number | null];
  /** Why a value is missing; null where it is there. */
  why: readonly [string | null, string | null];
  /** This one less the other. */
  difference: number | null;
  /** Standard error of the difference, where single detectors tell theirs. */
  error: number | null;
  /** This one over the other; null where a ratio has no meaning. */
  ratio: number | null;
  paired: PairedDifference | null;
  /** How many standard errors the difference is. */
  sigmas: number | null;
  verdict: Verdict;
}

/** A difference is marked from so many standard errors on: of some 25 metrics, fewer than one in ten pages by chance. */
export const markedFromSigmas = 3;
/** Fewer detectors tell nothing of how differences scatter. */
const leastPairs = 5;
/** Their zero is arbitrary or their sign matters: a ratio says nothing. */
const withoutRatio = new Set(["psf_e1", "psf_e2", "overscan_median"]);

/** @returns the metric of both, or null when neither has it. */
export function compareMetric(
  key: string,
  definition: MetricDefinition | undefined,
  own: ExposureDetail,
  other: ExposureDetail,
): ComparedMetric | null {
  const values = [own.metrics[key] ?? null, other.metrics[key] ?? null] as const;
  const [a, b] = values;
  if (a === null && b === null) return null;
  const units = [own, other].map(({ detectors }) => (definition ? metricUnit(definition, pixelUnitOf(detectors)) : ""));
  const [unit = "", otherUnit] = units;
  const why = [
    a === null ? whyNoDetailValue(own, key) : null,
    b === null ? whyNoDetailValue(other, key) : null,
  ] as const;
  const base = { key, label: definition?.label ?? key, unit, digits: definition?.digits ?? 3, definition, values, why };
  const blank = { difference: null, error: null, ratio: null, paired: null, sigmas: null };
  if (a === null || b === null) return { ...base, ...blank, verdict: "one-only" };
  if (unit !== otherUnit) return { ...base, ...blank, unit: units.join(" and "), verdict: "units" };
  const pairs = pairsOf(key, own.detectors, other.detectors);
  const differences = pairs.map(([mine, its]) => (mine.metrics[key] ?? 0) - (its.metrics[key] ?? 0));
  const paired = pairedDifference(differences);
  const [only] = pairs;
  const error = pairs.length === 1 && only ? errorOf(key, only) : null;
  const difference = a - b;
  const ratio = a > 0 && b > 0 && !withoutRatio.has(key) ? a / b : null;
  const sigmas = paired ? inErrors(paired.median, paired.error) : error === null ? null : inErrors(difference, error);
  const verdict =
    difference === 0 && differences.every((each) => each === 0)
      ? "identical"
      : sigmas === null
        ? "untold"
        : sigmas > markedFromSigmas
          ? "differs"
          : "alike";
  return { ...base, difference, error, ratio, paired, sigmas, verdict };
}

type Pair = readonly [DetectorRecord, DetectorRecord];

function pairsOf(key: string, own: readonly DetectorRecord[], others: readonly DetectorRecord[]): Pair[] {
  const has = (record: DetectorRecord | undefined): record is DetectorRecord =>
    typeof record?.metrics[key] === "number";
  const byName = new Map(others.map((record) => [`${record.detector} ${record.kind}`, record]));
  return own.flatMap((record): Pair[] => {
    const other = byName.get(`${record.detector} ${record.kind}`);
    return has(record) && has(other) ? [[record, other]] : [];
  });
}

/**
 * Detectors differ from each other in the same way in both exposures, so each is compared with itself. The standard
 * error of the median of normal deviates is 1.2533 σ/√n, with σ = 1.4826 × the median absolute deviation.
 */
function pairedDifference(differences: readonly number[]): PairedDifference | null {
  if (differences.length < leastPairs) return null;
  const median = medianOf(differences);
  const sigma = 1.4826 * medianOf(differences.map((each) => Math.abs(each - median)));
  return { n: differences.length, median, error: (1.2533 * sigma) / Math.sqrt(differences.length) };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const [upper = Number.NaN, lower = Number.NaN] = [sorted[half], sorted[half - 1]];
  return sorted.length % 2 === 1 ? upper : (lower + upper) / 2;
}

/** Independent errors of one detector in two exposures. */
function errorOf(key: string, [own, other]: Pair): number | null {
  const [a, b] = [own.errors[key], other.errors[key]];
  return a === undefined || b === undefined ? null : Math.hypot(a, b);
}

function inErrors(difference: number, error: number): number {
  if (difference === 0) return 0;
  return error === 0 ? Number.POSITIVE_INFINITY : Math.abs(difference) / error;
}
