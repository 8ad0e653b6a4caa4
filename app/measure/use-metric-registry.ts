/** The registry of metrics with those that programs declare, which only the server knows. */
import { useMemo } from "react";
import { useResource } from "#app/live/use-resource.ts";
import { metricsAnswer } from "#contracts/api.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import { metricOf } from "#contracts/metrics.ts";

/** @returns the definition of a key, `task.key` among them, or undefined while or where none is known. */
export function useMetricRegistry(): (key: string) => MetricDefinition | undefined {
  const registry = useResource(metricsAnswer, "/api/metrics");
  return useMemo(() => {
    const known = new Map(registry.value?.metrics.map((metric) => [metric.key, metric]));
    return (key) => {
      const own = key.slice(key.lastIndexOf(".") + 1);
      return metricOf(own) ?? known.get(own);
    };
  }, [registry.value]);
}
