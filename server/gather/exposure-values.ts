/** The exposure's value of each metric from those of its detectors; detectors that did not change are not added up again. */
import type { Aggregate } from "#contracts/exposure.ts";
import type { MetricDefinition, MetricValues } from "#contracts/metric.ts";
import type { DetectorResult } from "#contracts/result.ts";
import { aggregate } from "./aggregate.ts";
import type { ResultOfTask, TaskOfDetector } from "./detector-tasks.ts";
import { mergeMetrics } from "./merge-metrics.ts";
import { addSorted, removeSorted } from "./sorted-values.ts";

type Tasks = readonly TaskOfDetector<ResultOfTask & Pick<DetectorResult, "metrics">>[];

/** What was added up so far. It only saves work: the same detectors give the same values with it and without. */
export interface KeptValues {
  /** Each detector's tasks with the numbers that they gave. */
  byDetector: Map<string, { tasks: Tasks; metrics: MetricValues }>;
  /** Of each metric how many detectors name it, and the values that they have, ascending. */
  byMetric: Map<string, { named: number; sorted: number[] }>;
}

export function noValues(): KeptValues {
  return { byDetector: new Map(), byMetric: new Map() };
}

/** Every result counts as soon as it is there, whatever else its detector waits for. */
export function exposureValues(
  detectors: ReadonlyMap<string, Tasks>,
  definitions: readonly MetricDefinition[],
  kept: KeptValues = noValues(),
): { values: MetricValues; aggregates: Record<string, Aggregate> } {
  for (const detector of kept.byDetector.keys()) if (!detectors.has(detector)) forget(kept, detector);
  for (const [detector, tasks] of detectors) {
    const before = kept.byDetector.get(detector);
    if (before !== undefined && isSame(before.tasks, tasks)) continue;
    forget(kept, detector);
    add(kept, detector, tasks);
  }
  const values: MetricValues = Object.fromEntries(definitions.map(({ key }) => [key, null]));
  const aggregates: Record<string, Aggregate> = {};
  for (const [key, { sorted }] of kept.byMetric) {
    const spread = aggregate(sorted);
    values[key] = null;
    if (spread === null) continue;
    aggregates[key] = spread;
    // In ascending order, so that the sum's last digit does not tell which detector came first.
    const total = sorted.reduce((sum, value) => sum + value, 0);
    values[key] = { ...spread, total, mean: total / spread.n }[aggregationOf(key, definitions)];
  }
  return { values, aggregates };
}

function isSame(before: Tasks, now: Tasks): boolean {
  return (
    before.length === now.length &&
    now.every(({ task, kind, result }, at) => {
      const other = before[at];
      return other?.result === result && other?.task === task && other?.kind === kind;
    })
  );
}

function add(kept: KeptValues, detector: string, tasks: Tasks): void {
  const { metrics } = mergeMetrics(tasks);
  kept.byDetector.set(detector, { tasks, metrics });
  for (const [key, value] of Object.entries(metrics)) {
    const metric = kept.byMetric.get(key) ?? { named: 0, sorted: [] };
    kept.byMetric.set(key, metric);
    metric.named += 1;
    if (value !== null) addSorted(metric.sorted, value);
  }
}

function forget(kept: KeptValues, detector: string): void {
  for (const [key, value] of Object.entries(kept.byDetector.get(detector)?.metrics ?? {})) {
    const metric = kept.byMetric.get(key);
    if (metric === undefined) continue;
    metric.named -= 1;
    if (value !== null) removeSorted(metric.sorted, value);
    if (metric.named === 0) kept.byMetric.delete(key);
  }
  kept.byDetector.delete(detector);
}

/** A key `task.key` combines as `key` does. */
function aggregationOf(key: string, definitions: readonly MetricDefinition[]): MetricDefinition["aggregation"] {
  const own = key.slice(key.lastIndexOf(".") + 1);
  return definitions.find((definition) => definition.key === own)?.aggregation ?? "median";
}
