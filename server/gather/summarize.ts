/** From all that is known of an exposure to its summary. Pure: a set of detectors, not a counter, says what is complete. */
import type { Camera, CameraDetector } from "#contracts/camera.ts";
import { everyDetector } from "#contracts/detector-pattern.ts";
import type { Aggregate, ExposureState, ExposureSummary } from "#contracts/exposure.ts";
import type { MetricValues } from "#contracts/metric.ts";
import { metrics } from "#contracts/metrics.ts";
import type { Artifact, DetectorResult } from "#contracts/result.ts";
import type { ExposureFacts } from "#io/redis/exposure-store.ts";
import { expectedDetectors } from "./expected-detectors.ts";
import { resultsByDetector } from "./results-by-detector.ts";

/** @returns the summary at `nowMs`; the same facts and time give the same summary. */
export function summarize(facts: ExposureFacts, camera: Camera, nowMs: number): ExposureSummary {
  const results = resultsByDetector(facts.results);
  // An exposure that only other programs told of waits for no image.
  const isAnnounced = facts.firstEventAtMs !== null;
  const expected = new Set(isAnnounced ? expectedDetectors(facts, camera) : []);
  for (const image of facts.images) expected.add(image.detector);
  for (const detector of results.keys()) expected.add(detector);
  const done = [...results.values()].filter((result) => result.status === "done");
  const failed = [...results.values()].filter((result) => result.status === "failed");
  const isComplete = done.length + failed.length === expected.size;
  const { values, aggregates } = aggregate(done);
  return {
    v: 1,
    camera: facts.camera,
    exposureId: facts.exposureId,
    dayObs: facts.dayObs,
    seqNum: facts.seqNum,
    obsId: facts.obsId,
    state: stateOf(
      { expected: expected.size, done: done.length, failed: failed.length },
      nowMs >= (facts.deadlineAtMs ?? Number.POSITIVE_INFINITY),
    ),
    expected: expected.size,
    pattern: facts.pattern === everyDetector ? null : facts.pattern,
    done: done.length,
    failed: failed.length,
    revision: facts.revision,
    header: done[0]?.header ?? failed.find((result) => result.header)?.header ?? null,
    metrics: values,
    aggregates,
    preview: previewOf(done, camera),
    contributed: facts.contributed,
    error: failed[0]?.error ?? null,
    firstEventAtMs: facts.firstEventAtMs,
    updatedAtMs: nowMs,
    completedAtMs: isComplete ? latestDone([...results.values()]) : null,
  };
}

function stateOf(count: { expected: number; done: number; failed: number }, isPastDeadline: boolean): ExposureState {
  if (count.expected === 0) return "complete";
  if (count.done + count.failed === count.expected) return count.done === 0 ? "failed" : "complete";
  if (isPastDeadline) return "late";
  return count.done + count.failed === 0 ? "pending" : "partial";
}

function aggregate(results: readonly DetectorResult[]): {
  values: MetricValues;
  aggregates: Record<string, Aggregate>;
} {
  const values: MetricValues = {};
  const aggregates: Record<string, Aggregate> = {};
  for (const { key, aggregation } of metrics) {
    const found = results.flatMap((result) => result.metrics[key] ?? []).sort((left, right) => left - right);
    const [min] = found;
    const max = found.at(-1);
    if (min === undefined || max === undefined) {
      values[key] = null;
      continue;
    }
    const median = medianOfSorted(found);
    const total = found.reduce((sum, value) => sum + value, 0);
    aggregates[key] = { n: found.length, median, min, max };
    values[key] = { median, min, max, total, mean: total / found.length }[aggregation];
  }
  return { values, aggregates };
}

/** @param sorted ascending, at least one value. */
function medianOfSorted(sorted: readonly number[]): number {
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)] ?? Number.NaN;
  const high = sorted[Math.ceil(middle)] ?? Number.NaN;
  return (low + high) / 2;
}

/** The picture of the detector nearest to the middle of the focal plane, so that the row's picture is stable. */
function previewOf(done: readonly DetectorResult[], camera: Camera): Artifact | null {
  const place = new Map(camera.detectors.map((detector) => [detector.name, distanceFromMiddle(detector, camera)]));
  const byDistance = [...done].sort(
    (left, right) => (place.get(left.detector) ?? Infinity) - (place.get(right.detector) ?? Infinity),
  );
  for (const result of byDistance) {
    const preview = result.artifacts.find((artifact) => artifact.name === "preview");
    if (preview) return preview;
  }
  return null;
}

function distanceFromMiddle({ x, y }: CameraDetector, camera: Camera): number {
  const xs = camera.detectors.map((detector) => detector.x);
  const ys = camera.detectors.map((detector) => detector.y);
  const middleX = (Math.min(...xs) + Math.max(...xs)) / 2;
  const middleY = (Math.min(...ys) + Math.max(...ys)) / 2;
  return Math.hypot(x - middleX, y - middleY);
}

function latestDone(results: readonly DetectorResult[]): number | null {
  const instants = results.flatMap((result) => result.timeline.doneAtMs ?? []);
  return instants.length > 0 ? Math.max(...instants) : null;
}
