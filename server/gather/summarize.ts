/** From all that is known of an exposure to its summary. Pure: a set of detectors, not a counter, says what is complete. */
import type { Camera } from "#contracts/camera.ts";
import type { ExposureChannel } from "#contracts/channel.ts";
import { everyDetector } from "#contracts/detector-pattern.ts";
import type { Aggregate, ExposureState, ExposureSummary, FailedTask } from "#contracts/exposure.ts";
import type { MetricDefinition, MetricValues } from "#contracts/metric.ts";
import { metrics as registry } from "#contracts/metrics.ts";
import type { Artifact } from "#contracts/result-facts.ts";
import type { GatheredFacts, GatheredResult } from "#io/redis/gathering-reader.ts";
import { aggregate } from "./aggregate.ts";
import { stateOfTasks, type TaskOfDetector, tasksByDetector } from "./detector-tasks.ts";
import { expectedDetectors } from "./expected-detectors.ts";
import { mergeMetrics } from "./merge-metrics.ts";

/**
 * @param definitions all metrics that are known, those of programs among them.
 * @returns the summary at `nowMs`; the same facts and time give the same summary.
 */
export function summarize(
  facts: GatheredFacts,
  camera: Camera,
  nowMs: number,
  definitions: readonly MetricDefinition[] = registry,
): ExposureSummary {
  const byDetector = tasksByDetector(facts);
  // An exposure that only other programs told of waits for no image.
  const planned = facts.firstEventAtMs === null ? [] : expectedDetectors(facts, camera);
  const expected = new Set([...planned, ...byDetector.keys()]);
  const states = new Map([...expected].map((name) => [name, stateOfTasks(byDetector.get(name) ?? [])]));
  const count = (state: string) => [...states.values()].filter((each) => each === state).length;
  const [done, failed] = [count("done"), count("failed")];
  const isPastDeadline = facts.deadlineAtMs !== null && nowMs >= facts.deadlineAtMs;
  const firstResults = [...byDetector.values()].flatMap(([first]) => first?.result ?? []);
  const inOrder = firstResults.toSorted(
    (left, right) => Number(left.status !== "done") - Number(right.status !== "done"),
  );
  const inner = fromMiddle(inOrder, camera);
  const { values, aggregates } = valuesOf([...byDetector.values()], definitions);
  return {
    v: 1,
    camera: facts.camera,
    exposureId: facts.exposureId,
    dayObs: facts.dayObs,
    seqNum: facts.seqNum,
    obsId: facts.obsId,
    state: stateOf({ expected: expected.size, done, failed, results: facts.results.length }, isPastDeadline),
    expected: expected.size,
    pattern: facts.pattern === everyDetector ? null : facts.pattern,
    done,
    failed,
    revision: facts.revision,
    header: headerOf([...inOrder, ...facts.results]),
    ...(inOrder.some(({ status, pixelUnit }) => status === "done" && pixelUnit === "electron") && {
      pixelUnit: "electron" as const,
    }),
    metrics: values,
    aggregates,
    preview: previewOf(inner),
    channels: channelsOf(inner, facts.contributed.items),
    contributed: facts.contributed,
    error: firstResults.find(({ status }) => status === "failed")?.error ?? null,
    failedTasks: failedTasks([...byDetector.values()]),
    missingDetectors: isPastDeadline
      ? [...states].flatMap(([name, state]) => (state === "done" || state === "failed" ? [] : name))
      : [],
    firstEventAtMs: facts.firstEventAtMs,
    updatedAtMs: nowMs,
    completedAtMs: done + failed === expected.size ? latestDone(facts.results) : null,
  };
}

function stateOf(
  count: { expected: number; done: number; failed: number; results: number },
  isPastDeadline: boolean,
): ExposureState {
  if (count.expected === 0) return "complete";
  if (count.done + count.failed === count.expected) return count.done === 0 ? "failed" : "complete";
  if (isPastDeadline) return "late";
  return count.results === 0 ? "pending" : "partial";
}

/** Every result counts as soon as it is there, whatever else its detector waits for. */
function valuesOf(
  detectors: readonly (readonly TaskOfDetector<GatheredResult>[])[],
  definitions: readonly MetricDefinition[],
): { values: MetricValues; aggregates: Record<string, Aggregate> } {
  const found = new Map<string, number[]>(definitions.map(({ key }) => [key, []]));
  for (const tasks of detectors) {
    for (const [key, value] of Object.entries(mergeMetrics(tasks).metrics)) {
      const sofar = found.get(key) ?? [];
      found.set(key, sofar);
      if (value !== null) sofar.push(value);
    }
  }
  const values: MetricValues = {};
  const aggregates: Record<string, Aggregate> = {};
  for (const [key, ofMetric] of found) {
    const spread = aggregate(ofMetric);
    values[key] = null;
    if (spread === null) continue;
    aggregates[key] = spread;
    const total = ofMetric.reduce((sum, value) => sum + value, 0);
    values[key] = { ...spread, total, mean: total / spread.n }[aggregationOf(key, definitions)];
  }
  return { values, aggregates };
}

/** A key `task.key` combines as `key` does. */
function aggregationOf(key: string, definitions: readonly MetricDefinition[]): MetricDefinition["aggregation"] {
  const own = key.slice(key.lastIndexOf(".") + 1);
  return definitions.find((definition) => definition.key === own)?.aggregation ?? "median";
}

function failedTasks(detectors: readonly (readonly TaskOfDetector<GatheredResult>[])[]): FailedTask[] {
  const byTask = new Map<string, FailedTask>();
  for (const [, ...others] of detectors) {
    for (const { task, result } of others) {
      if (!result?.error) continue;
      const known = byTask.get(task);
      if (known) known.detectors += 1;
      else byTask.set(task, { task, detectors: 1, error: result.error });
    }
  }
  return [...byTask.values()];
}

function headerOf(results: readonly GatheredResult[]): GatheredResult["header"] {
  return results.find(({ header }) => header !== null)?.header ?? null;
}

/** Nearest to the middle of the focal plane first, so that the pictures that stand for an exposure are stable. */
function fromMiddle(done: readonly GatheredResult[], camera: Camera): GatheredResult[] {
  const place = distances.get(camera) ?? distancesFromMiddle(camera);
  distances.set(camera, place);
  return [...done].sort(
    (left, right) => (place.get(left.detector) ?? Infinity) - (place.get(right.detector) ?? Infinity),
  );
}

/** The channels that a detector or another program has something in, by name, each with the innermost picture. */
function channelsOf(
  fromMiddleOut: readonly GatheredResult[],
  contributed: readonly { channel: string }[],
): ExposureChannel[] {
  const keys = new Map<string, string | null>(contributed.map(({ channel }) => [channel, null]));
  for (const { artifacts } of fromMiddleOut) {
    for (const { name, key } of artifacts) if (!keys.get(name)) keys.set(name, key);
  }
  return [...keys].map(([name, key]) => ({ name, key })).sort((left, right) => (left.name < right.name ? -1 : 1));
}

function previewOf(fromMiddleOut: readonly GatheredResult[]): Artifact | null {
  for (const result of fromMiddleOut) {
    const preview = result.artifacts.find((artifact) => artifact.name === "preview");
    if (preview) return preview;
  }
  return null;
}

const distances = new WeakMap<Camera, ReadonlyMap<string, number>>();

function distancesFromMiddle({ detectors }: Camera): ReadonlyMap<string, number> {
  const xs = detectors.map(({ x }) => x);
  const ys = detectors.map(({ y }) => y);
  const middleX = (Math.min(...xs) + Math.max(...xs)) / 2;
  const middleY = (Math.min(...ys) + Math.max(...ys)) / 2;
  return new Map(detectors.map(({ name, x, y }) => [name, Math.hypot(x - middleX, y - middleY)]));
}

function latestDone(results: readonly GatheredResult[]): number | null {
  const instants = results.flatMap((result) => result.timeline.doneAtMs ?? []);
  return instants.length > 0 ? Math.max(...instants) : null;
}
