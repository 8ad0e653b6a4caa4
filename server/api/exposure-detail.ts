/** From all that is known of an exposure to what its page shows. Pure. */
import { blankTimeline } from "#contracts/blank-result.ts";
import type { Camera } from "#contracts/camera.ts";
import type { DetectorRecord, DetectorTask, ExposureDetail, ExposureSummary } from "#contracts/exposure.ts";
import type { DetectorResult } from "#contracts/result.ts";
import type { Timeline } from "#contracts/result-facts.ts";
import type { ExposureFacts } from "#io/redis/exposure-store.ts";
import { stateOfTasks, type TaskOfDetector, tasksByDetector } from "#server/gather/detector-tasks.ts";
import { patternDetectors } from "#server/gather/expected-detectors.ts";
import { mergeMetrics } from "#server/gather/merge-metrics.ts";

/** What stands beside the exposure: its neighbours in the night, and its side runs. */
export interface Beside {
  sideRuns: string[];
  previousSeqNum: number | null;
  nextSeqNum: number | null;
}

/** @returns the exposure with a record for each detector that is expected or was announced, in the camera's order. */
export function exposureDetail(
  facts: ExposureFacts,
  summary: ExposureSummary,
  camera: Camera,
  beside: Beside,
): ExposureDetail {
  const tasks = tasksByDetector(facts);
  const names = new Set([...camera.detectors.map(({ name }) => name), ...tasks.keys()]);
  const pattern = new Set(patternDetectors(facts, camera));
  const isSkipped = (name: string) => !pattern.has(name) && camera.detectors.some((detector) => detector.name === name);
  const detectors = [...names].map((name) => {
    const record = detectorRecord(name, camera, tasks.get(name) ?? []);
    return record.state === "expected" && isSkipped(name) ? { ...record, state: "skipped" as const } : record;
  });
  return {
    ...summary,
    detectors,
    artifacts: detectors.flatMap(({ detector, artifacts }) => artifacts.map((artifact) => ({ ...artifact, detector }))),
    timeline: { ...exposureTimeline(detectors), shutterClosedAtMs: null, paintedAtMs: null },
    whyLate: null,
    reconciliation: null,
    superseded: [],
    run: facts.run,
    ...beside,
  };
}

function detectorRecord(name: string, camera: Camera, tasks: readonly TaskOfDetector[]): DetectorRecord {
  const known = camera.detectors.find((detector) => detector.name === name);
  const [first] = tasks;
  const result = first?.result ?? null;
  const { keysByTask, ...merged } = mergeMetrics(tasks);
  return {
    detector: name,
    kind: first?.kind ?? known?.kind ?? "raw",
    state: stateOfTasks(tasks),
    ...merged,
    warnings: tasks.flatMap((task) => task.result?.warnings ?? []),
    artifacts: tasks.flatMap((task) => task.result?.artifacts ?? []),
    pixelUnit: result?.pixelUnit ?? "adu",
    calibrations: result?.calibrations ?? [],
    input: result?.input ?? null,
    widthPx: result?.widthPx ?? null,
    heightPx: result?.heightPx ?? null,
    task: first?.task ?? null,
    ...howItCame(result),
    timeline: first ? timelineOf(first) : blankTimeline,
    tasks: tasks.map((task, index) => taskRecord(task, keysByTask[index] ?? [])),
  };
}

function taskRecord(task: TaskOfDetector, metrics: string[]): DetectorTask {
  return {
    task: task.task,
    kind: task.kind,
    status: task.result?.status ?? "pending",
    metrics,
    warnings: task.result?.warnings ?? [],
    ...howItCame(task.result),
    timeline: timelineOf(task),
  };
}

function howItCame(result: DetectorResult | null) {
  return {
    error: result?.error ?? null,
    taskVersion: result?.taskVersion ?? null,
    configHash: result?.configHash ?? null,
    selection: result?.selection ?? null,
    worker: result?.worker ?? null,
    attempts: result?.attempts ?? null,
    timingsMs: result?.timingsMs ?? null,
  };
}

function timelineOf({ image, planned, result }: TaskOfDetector): Timeline {
  return {
    eventAtMs: image?.eventAtMs ?? result?.timeline.eventAtMs ?? null,
    receivedAtMs: image?.receivedAtMs ?? result?.timeline.receivedAtMs ?? null,
    queuedAtMs: planned?.queuedAtMs ?? null,
    claimedAtMs: result?.timeline.claimedAtMs ?? null,
    readAtMs: result?.timeline.readAtMs ?? null,
    doneAtMs: result?.timeline.doneAtMs ?? null,
    gatheredAtMs: result ? (planned?.gatheredAtMs ?? null) : null,
    pushedAtMs: result ? (planned?.pushedAtMs ?? null) : null,
  };
}

/** When the exposure as a whole reached each step: the first image's arrival and claim, the last one's result and push. */
function exposureTimeline(detectors: readonly DetectorRecord[]): Timeline {
  const pick = (step: keyof Timeline, choose: (...instants: number[]) => number): number | null => {
    const instants = detectors.flatMap(({ tasks }) => tasks.flatMap(({ timeline }) => timeline[step] ?? []));
    return instants.length > 0 ? choose(...instants) : null;
  };
  return {
    eventAtMs: pick("eventAtMs", Math.min),
    receivedAtMs: pick("receivedAtMs", Math.min),
    queuedAtMs: pick("queuedAtMs", Math.min),
    claimedAtMs: pick("claimedAtMs", Math.min),
    readAtMs: pick("readAtMs", Math.max),
    doneAtMs: pick("doneAtMs", Math.max),
    gatheredAtMs: pick("gatheredAtMs", Math.max),
    pushedAtMs: pick("pushedAtMs", Math.max),
  };
}
