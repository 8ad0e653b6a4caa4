/** What a plot has to draw, or why it has nothing. */
import type { Resource } from "#app/live/use-resource.ts";
import { whyNoDetectorValue } from "#app/measure/missing-reason.ts";
import type { DetectorDepth } from "#contracts/detector-depth.ts";
import type { DetectorRecord } from "#contracts/exposure.ts";
import type { PlotData } from "./plot-frame.tsx";

/**
 * @param pick the plot's part of the depth; undefined where the task could not give it.
 * @param metric whose reason tells why the part is not there.
 */
export function plotDataOf<T>(
  record: DetectorRecord,
  { value, problem }: Pick<Resource<DetectorDepth>, "value" | "problem">,
  pick: (depth: DetectorDepth) => T | undefined,
  metric: string,
): PlotData<T> {
  // A detector may wait for another task while its first one has its numbers.
  const hasResult = record.state === "done" || (record.state === "pending" && Boolean(record.configHash));
  if (!hasResult) return { state: "missing", why: whyNoDetectorValue(record, metric) };
  if (value === null) return problem === null ? { state: "loading" } : { state: "missing", why: whyNot(problem) };
  const data = pick(value);
  if (data !== undefined) return { state: "there", data };
  return { state: "missing", why: record.missing[metric] ?? "the task gave none" };
}

function whyNot(problem: { status: number; title: string }): string {
  if (problem.status === 404) return "not kept, or no longer kept";
  return `${problem.title}; it is tried again`;
}
