/** Collects a task's numbers so that each metric of its contract has a value or a reason. */
import type { MetricErrors, MetricSamples, MetricValues, MissingReasons } from "#contracts/metric.ts";

/** A value with its standard error and what it rests on, where they are known; or the reason why there is none. */
export type Measured<T> =
  | { readonly value: T; readonly error?: number | null; readonly sample?: number | null }
  | { readonly missing: string };

export interface MetricReport {
  readonly metrics: MetricValues;
  readonly missing: MissingReasons;
  readonly errors: MetricErrors;
  readonly samples: MetricSamples;
  /** A value that is no number counts as missing. A key that the report is not about changes nothing. */
  set(key: string, measured: Measured<number>): void;
}

/** @returns a report in which every metric is missing as yet. */
export function metricReport(keys: readonly string[]): MetricReport {
  const metrics: MetricValues = Object.fromEntries(keys.map((key) => [key, null]));
  const missing: MissingReasons = Object.fromEntries(keys.map((key) => [key, "not measured"]));
  const errors: MetricErrors = {};
  const samples: MetricSamples = {};
  const set = (key: string, measured: Measured<number>): void => {
    if (!(key in metrics)) return;
    if ("missing" in measured || !Number.isFinite(measured.value)) {
      metrics[key] = null;
      delete errors[key];
      delete samples[key];
      missing[key] = "missing" in measured ? measured.missing : "the estimate is not a number";
      return;
    }
    metrics[key] = measured.value;
    delete missing[key];
    const { error, sample } = measured;
    if (typeof error === "number" && Number.isFinite(error)) errors[key] = error;
    if (typeof sample === "number" && Number.isFinite(sample)) samples[key] = sample;
  };
  return { metrics, missing, errors, samples, set };
}

/** @returns a number of what was measured, without its error and sample; or the same reason. */
export function pick<T>(measured: Measured<T>, number: (value: T) => number): Measured<number> {
  return "missing" in measured ? measured : { value: number(measured.value) };
}

/** @returns what `measure` makes of the value, or the same reason. */
export function chain<T, U>(measured: Measured<T>, measure: (value: T) => Measured<U>): Measured<U> {
  return "missing" in measured ? measured : measure(measured.value);
}

/** @returns `1 star`, `2 stars`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
