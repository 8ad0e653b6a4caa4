/** The numbers of a detector from those of its tasks. Pure. */
import type { MetricErrors, MetricSamples, MetricValues, MissingReasons } from "#contracts/metric.ts";
import type { DetectorResult } from "#contracts/result.ts";
import type { ResultOfTask, TaskOfDetector } from "./detector-tasks.ts";

export interface MergedMetrics {
  metrics: MetricValues;
  missing: MissingReasons;
  errors: MetricErrors;
  samples: MetricSamples;
  /** The keys under which each task's metrics stand, in the order of the tasks. */
  keysByTask: string[][];
}

type MeasuredResult = ResultOfTask &
  Pick<DetectorResult, "metrics"> &
  Partial<Pick<DetectorResult, "missing" | "errors" | "samples">>;

/** The first task's metrics keep their keys; one of another task whose key is taken stands under `task.key`. */
export function mergeMetrics(tasks: readonly TaskOfDetector<MeasuredResult>[]): MergedMetrics {
  const merged: MergedMetrics = { metrics: {}, missing: {}, errors: {}, samples: {}, keysByTask: [] };
  for (const { task, kind, result } of tasks) {
    const keys: string[] = [];
    for (const [key, value] of Object.entries(result?.metrics ?? {})) {
      const prefix = kind === "raw" ? task : `${task}-${kind}`;
      const shown = Object.hasOwn(merged.metrics, key) ? `${prefix}.${key}` : key;
      keys.push(shown);
      merged.metrics[shown] = value;
      copy(result?.missing, key, merged.missing, shown);
      copy(result?.errors, key, merged.errors, shown);
      copy(result?.samples, key, merged.samples, shown);
    }
    merged.keysByTask.push(keys);
  }
  return merged;
}

function copy<T>(from: Readonly<Record<string, T>> | undefined, key: string, to: Record<string, T>, as: string): void {
  const value = from?.[key];
  if (value !== undefined) to[as] = value;
}
