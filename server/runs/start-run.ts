/**
 * Starts a side run: its record is kept, then for each exposure its images are noted and its jobs queued. Every step
 * may be repeated: the same request again goes on with a run that was broken off.
 */
import type { Camera } from "#contracts/camera.ts";
import type { Job } from "#contracts/job.ts";
import { type RunRecord, type RunRequest, type RunSelection, runRequest } from "#contracts/run.ts";
import type { AnnouncedExposure } from "#io/redis/exposure-store.ts";
import type { RunStore } from "#io/redis/run-store.ts";
import type { PlannedTask } from "#server/distributor/plan-job.ts";
import { planRerun } from "./plan-rerun.ts";

export interface RunParts {
  runs: RunStore;
  cameraOf: (name: string) => Camera;
  /** @throws Error that says what is wrong with the pipeline or the overrides. */
  resolve: (pipeline: string, overrides: RunRequest["overrides"]) => Promise<PlannedTask[]>;
  /** @returns ids in order of observation. */
  select: (camera: string, selection: RunSelection) => Promise<number[]>;
  announced: (camera: string, exposureId: number) => Promise<AnnouncedExposure | null>;
  queue: { add(jobs: readonly Job[]): Promise<void> };
  nowMs: () => number;
}

/** A request that cannot become a run; `isTaken` when the name stands for another one. */
export class RunRefused extends Error {
  override name = "RunRefused";
  readonly isTaken: boolean;
  constructor(message: string, isTaken = false) {
    super(message);
    this.isTaken = isTaken;
  }
}

/** More would hold thousands of jobs in the web process at once. */
const mostExposures = 5000;

/** Queues all jobs of a run; what is in the queue or has its result already changes nothing. @throws RunRefused. */
export async function queueRun(record: RunRecord, parts: RunParts): Promise<void> {
  const tasks = await resolveAs(record, parts);
  for (const exposureId of record.exposures) {
    const exposure = await parts.announced(record.camera, exposureId);
    if (exposure === null) continue;
    const images = planRerun(exposure, imageRun(record, tasks, parts));
    await parts.runs.announce(record.run, images, record.createdAtMs);
    await parts.queue.add(images.flatMap(({ jobs }) => jobs));
  }
  await parts.runs.markQueued(record.run, parts.nowMs());
}

/**
 * Plans the whole run before any of it is kept, so that its size is known and a wrong request leaves no trace.
 * @returns its record, nothing of which is queued yet. @throws RunRefused.
 */
export async function createRun(request: RunRequest, createdBy: string, parts: RunParts): Promise<RunRecord> {
  const known = await parts.runs.read(request.run);
  if (known) return sameRun(known, request);
  const tasks = await resolveOrRefuse(request, parts);
  if (tasks.length === 0) throw new RunRefused(`The pipeline "${request.pipeline}" runs no task.`);
  const selected = await parts.select(request.camera, request.selection);
  if (selected.length > mostExposures) {
    throw new RunRefused(`The selection holds ${selected.length} exposures; a run may have ${mostExposures}.`);
  }
  const run = imageRun({ ...request, createdAtMs: parts.nowMs() }, tasks, parts);
  const exposures: number[] = [];
  let jobs = 0;
  for (const exposureId of selected) {
    const exposure = await parts.announced(request.camera, exposureId);
    const images = exposure ? planRerun(exposure, run) : [];
    if (images.length === 0) continue;
    exposures.push(exposureId);
    jobs += images.length * tasks.length;
  }
  if (jobs === 0) throw new RunRefused(`The selection holds no image of ${request.camera} that could run again.`);
  const named = tasks.map(({ task, taskVersion, configHash }) => ({ task, taskVersion, configHash }));
  const record: RunRecord = { ...request, v: 1, tasks: named, exposures, jobs, createdAtMs: run.nowMs, createdBy };
  return sameRun(await parts.runs.create(record), request);
}

function sameRun(known: RunRecord, request: RunRequest): RunRecord {
  const asked = runRequest.strip().parse(known);
  if (JSON.stringify(asked) === JSON.stringify(runRequest.parse(request))) return known;
  throw new RunRefused(`There is a run "${known.run}" of other images or another configuration; choose a name.`, true);
}

/** What was queued by that name already must not be mixed with another configuration. */
async function resolveAs(record: RunRecord, parts: RunParts): Promise<PlannedTask[]> {
  const tasks = await resolveOrRefuse(record, parts);
  const hashes = (all: readonly { configHash: string }[]) => all.map(({ configHash }) => configHash).join();
  if (hashes(tasks) === hashes(record.tasks)) return tasks;
  throw new RunRefused(`The pipeline "${record.pipeline}" has changed since the run "${record.run}" began.`, true);
}

async function resolveOrRefuse({ pipeline, overrides }: RunRequest, parts: RunParts): Promise<PlannedTask[]> {
  try {
    return await parts.resolve(pipeline, overrides);
  } catch (error) {
    throw new RunRefused((error as Error).message);
  }
}

function imageRun(
  { run, camera, createdAtMs }: Pick<RunRecord, "run" | "camera" | "createdAtMs">,
  tasks: readonly PlannedTask[],
  parts: RunParts,
) {
  return { name: run, camera: parts.cameraOf(camera), tasks, nowMs: createdAtMs };
}
