/** What each detector of an exposure has to do, and has done: its tasks in the order of the pipeline. Pure. */
import type { DetectorState } from "#contracts/exposure.ts";
import type { DetectorResult } from "#contracts/result.ts";
import { ingestTask } from "#contracts/result-facts.ts";
import type { AnnouncedImage, ExposureFacts, PlannedWork } from "#io/redis/exposure-store.ts";

/** What of a result decides whose it is. */
export type ResultOfTask = Pick<DetectorResult, "detector" | "kind" | "task" | "status">;

/** One task on one image of a detector. */
export interface TaskOfDetector<R extends ResultOfTask = DetectorResult> {
  task: string;
  kind: "raw" | "guider";
  /** The image as it was announced; null where only its result is known. */
  image: AnnouncedImage | null;
  /** Its plan; null for a result that nobody planned. */
  planned: PlannedWork | null;
  result: R | null;
}

/**
 * @returns the tasks of each detector that is known of: planned ones in their order, then what else has a result.
 * A sender's word that an image could not be taken in counts only where there is nothing else.
 */
export function tasksByDetector<R extends ResultOfTask = DetectorResult>({
  images,
  results,
}: Pick<ExposureFacts, "images"> & { results: readonly R[] }): Map<string, TaskOfDetector<R>[]> {
  const byDetector = new Map<string, TaskOfDetector<R>[]>();
  const tasksOf = (detector: string): TaskOfDetector<R>[] => {
    const tasks = byDetector.get(detector) ?? [];
    byDetector.set(detector, tasks);
    return tasks;
  };
  const rawFirst = [...images].sort((left, right) => Number(left.kind !== "raw") - Number(right.kind !== "raw"));
  for (const image of rawFirst) {
    const tasks = tasksOf(image.detector);
    for (const planned of image.tasks) {
      tasks.push({ task: planned.task, kind: image.kind, image, planned, result: null });
    }
  }
  for (const result of [...results].sort(inOrder)) {
    const tasks = tasksOf(result.detector);
    const planned = tasks.find(({ task, kind }) => task === result.task && kind === result.kind);
    if (planned) planned.result = result;
    else if (result.task !== ingestTask || tasks.length === 0) {
      const image = images.find(({ detector, kind }) => detector === result.detector && kind === result.kind) ?? null;
      tasks.push({ task: result.task, kind: result.kind, image, planned: null, result });
    }
  }
  return byDetector;
}

/** @returns `pending` while a task has no result; then as the first task ended. */
export function stateOfTasks(tasks: readonly TaskOfDetector<ResultOfTask>[]): DetectorState {
  const [first] = tasks;
  if (!first) return "expected";
  if (tasks.some(({ result }) => result === null)) return "pending";
  return first.result?.status ?? "pending";
}

/** What nobody planned stands in the same order whatever came first. */
function inOrder(left: ResultOfTask, right: ResultOfTask): number {
  return rank(left) - rank(right) || (left.task < right.task ? -1 : 1);
}

/** Where nothing was planned: done speaks before failed, and pixels before a sender. */
function rank(result: ResultOfTask): number {
  if (result.task === ingestTask) return 2;
  return result.status === "done" ? 0 : 1;
}
