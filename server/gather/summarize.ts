/** From all that is known of an exposure to its summary. Pure: a set of detectors, not a counter, says what is complete. */
import type { Camera } from "#contracts/camera.ts";
import type { ExposureChannel } from "#contracts/channel.ts";
import { everyDetector } from "#contracts/detector-pattern.ts";
import type { ExposureState, ExposureSummary, FailedTask } from "#contracts/exposure.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import { metrics as registry } from "#contracts/metrics.ts";
import type { Artifact } from "#contracts/result-facts.ts";
import type { GatheredFacts, GatheredResult } from "#io/redis/gathering-reader.ts";
import { stateOfTasks, type TaskOfDetector, tasksByDetector } from "./detector-tasks.ts";
import { expectedDetectors } from "./expected-detectors.ts";
import { exposureValues, type KeptValues, noValues } from "./exposure-values.ts";
import { fromMiddle } from "./from-middle.ts";

type Tasks = readonly TaskOfDetector<GatheredResult>[];

/**
 * @param definitions all metrics that are known, those of programs among them.
 * @param kept of earlier summaries of the same exposure, so that only what changed is added up; it is brought up to date.
 * @returns the summary at `nowMs`; the same facts and time give the same summary.
 */
export function summarize(
  facts: GatheredFacts,
  camera: Camera,
  nowMs: number,
  definitions: readonly MetricDefinition[] = registry,
  kept: KeptValues = noValues(),
): ExposureSummary {
  const byDetector = tasksByDetector(facts);
  // An exposure that only other programs told of waits for no image.
  const planned = facts.firstEventAtMs === null ? [] : expectedDetectors(facts, camera);
  const expected = new Set([...planned, ...byDetector.keys()]);
  const states = new Map([...expected].map((name) => [name, stateOfTasks(byDetector.get(name) ?? [])]));
  const counts = { expected: 0, skipped: 0, pending: 0, done: 0, failed: 0 };
  for (const state of states.values()) counts[state] += 1;
  const { done, failed } = counts;
  const isPastDeadline = facts.deadlineAtMs !== null && nowMs >= facts.deadlineAtMs;
  const detectors = fromMiddle(byDetector, camera).map((name) => byDetector.get(name) ?? []);
  const firstResults = detectors.flatMap(([first]) => first?.result ?? []);
  const { values, aggregates } = exposureValues(byDetector, definitions, kept);
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
    header: headerOf(firstResults, detectors),
    ...(firstResults.some(({ status, pixelUnit }) => status === "done" && pixelUnit === "electron") && {
      pixelUnit: "electron" as const,
    }),
    metrics: values,
    aggregates,
    preview: previewOf(firstResults),
    channels: channelsOf(firstResults, facts.contributed.items),
    contributed: facts.contributed,
    error: firstResults.find(({ status }) => status === "failed")?.error ?? null,
    failedTasks: failedTasks(detectors),
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

function failedTasks(detectors: readonly Tasks[]): FailedTask[] {
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

/** A detector's first task speaks before all others, and one that went well before one that failed. */
function headerOf(firstResults: readonly GatheredResult[], detectors: readonly Tasks[]): GatheredResult["header"] {
  const ofDone = firstResults.find(({ status, header }) => status === "done" && header !== null);
  const ofFirst = ofDone ?? firstResults.find(({ header }) => header !== null);
  if (ofFirst) return ofFirst.header;
  for (const tasks of detectors) for (const { result } of tasks) if (result?.header) return result.header;
  return null;
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

/** Of the innermost detector that has one, so that the picture that stands for an exposure is stable. */
function previewOf(fromMiddleOut: readonly GatheredResult[]): Artifact | null {
  for (const { artifacts } of fromMiddleOut) {
    const preview = artifacts.find(({ name }) => name === "preview");
    if (preview) return preview;
  }
  return null;
}

function latestDone(results: readonly GatheredResult[]): number | null {
  const instants = results.flatMap((result) => result.timeline.doneAtMs ?? []);
  return instants.length > 0 ? Math.max(...instants) : null;
}
