/** One metric of a night's detectors, from stored results to columns. Pure. */
import type { DetectorValues } from "#io/redis/by-detector-store.ts";
import type { MeasuredExposure } from "#io/redis/measured-store.ts";
import { tasksByDetector } from "#server/gather/detector-tasks.ts";

/** @returns the metric as the exposure's page shows it: of the first task of each detector that has it. */
export function valuesOfDetectors(exposure: MeasuredExposure, metric: string): DetectorValues {
  const values = new Map<string, number | null>();
  for (const [detector, tasks] of tasksByDetector(exposure)) {
    const owner = tasks.find(({ result }) => result !== null && Object.hasOwn(result.metrics, metric));
    if (owner) values.set(detector, owner.result?.metrics[metric] ?? null);
  }
  return values;
}

/** @returns every metric of an exposure, each as {@link valuesOfDetectors} tells it. */
export function metricsByDetector(exposure: MeasuredExposure): Map<string, DetectorValues> {
  const metrics = new Map<string, Map<string, number | null>>();
  for (const [detector, tasks] of tasksByDetector(exposure)) {
    for (const { result } of tasks) {
      for (const [metric, value = null] of Object.entries(result?.metrics ?? {})) {
        const values = metrics.get(metric) ?? new Map<string, number | null>();
        if (!values.has(detector)) values.set(detector, value);
        metrics.set(metric, values);
      }
    }
  }
  return metrics;
}

/**
 * @param known the camera's detectors in their order; others that have values come behind them by name.
 * @returns names of the detectors that have a value in some exposure, and the values row by row.
 */
export function packDetectors(
  rows: readonly DetectorValues[],
  known: readonly string[],
): { detectors: string[]; values: (number | null)[] } {
  const seen = new Set(rows.flatMap((row) => [...row.keys()]));
  const inOrder = known.filter((name) => seen.has(name));
  const others = [...seen].filter((name) => !known.includes(name)).sort();
  const detectors = [...new Set([...inOrder, ...others])];
  return { detectors, values: rows.flatMap((row) => detectors.map((name) => row.get(name) ?? null)) };
}
