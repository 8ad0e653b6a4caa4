/** The histograms of stages as prom-client writes them; they live in Redis, so every web process tells the same. */
import type { MetricValueWithName } from "prom-client";
import type { Redis } from "#io/redis/connect.ts";
import { bucketCount, upperMs } from "#io/redis/latency-histogram.ts";
import { latencyStore, readMeasuredCameras, type StageHistogram } from "#io/redis/latency-store.ts";

export const histogramName = "firstlook_stage_seconds";

/** Every fifth bucket is told, four a decade from 1 ms on; counts are exact as the bounds are bounds of ours. */
const toldEvery = 5;

/** @returns the metric with the counts of this moment. */
export async function latencyHistograms(redis: Redis): Promise<object> {
  const values: MetricValueWithName<string>[] = [];
  for (const camera of (await readMeasuredCameras(redis)).sort()) {
    for (const histogram of await latencyStore(redis).readEver(camera)) values.push(...valuesOf(camera, histogram));
  }
  return {
    name: histogramName,
    help: "Time that images spent in each stage between shutter and page",
    type: "histogram",
    aggregator: "first",
    values,
  };
}

/** @returns cumulative buckets, sum and count of one stage, in seconds. */
export function valuesOf(camera: string, { stage, counts, sumMs }: StageHistogram): MetricValueWithName<string>[] {
  const values: MetricValueWithName<string>[] = [];
  const labels = { camera, stage };
  let below = 0;
  for (let bucket = 0; bucket < bucketCount; bucket += 1) {
    below += counts.get(bucket) ?? 0;
    const le = upperMs(bucket) / 1000;
    if (bucket % toldEvery !== 0 || !Number.isFinite(le)) continue;
    values.push({
      metricName: `${histogramName}_bucket`,
      labels: { ...labels, le: Number(le.toPrecision(6)) },
      value: below,
    });
  }
  values.push({ metricName: `${histogramName}_bucket`, labels: { ...labels, le: "+Inf" }, value: below });
  values.push({ metricName: `${histogramName}_sum`, labels, value: sumMs / 1000 });
  values.push({ metricName: `${histogramName}_count`, labels, value: below });
  return values;
}
