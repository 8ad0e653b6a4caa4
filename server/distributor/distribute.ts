/**
 * From a batch of messages to jobs that are safe in the queue: parse, announce, queue, mark, and only then return.
 * Whoever dies in between, the batch comes again, and every step is idempotent: nothing is lost and nothing doubled.
 */
import type { Camera } from "#contracts/camera.ts";
import type { ImageArrived } from "#contracts/event.ts";
import type { Job } from "#contracts/job.ts";
import type { FailedImage, OutcomeKind, Parsed } from "#contracts/outcome.ts";
import { type DetectorResult, ingestTask } from "#contracts/result.ts";
import type { BusMessage } from "#io/ports.ts";
import type { Announcement, IntakeStore } from "#io/redis/intake-store.ts";
import type { JobQueue } from "#io/redis/job-queue.ts";
import type { ResultStore } from "#io/redis/result-store.ts";
import { parseEvent } from "#server/intake/parse-event.ts";
import { excerptOf } from "./excerpt.ts";
import { type PlannedTask, planJob } from "./plan-job.ts";

export interface DistributorParts {
  cameras: readonly Camera[];
  /** The camera of a name that no file defines. */
  genericCamera: (name: string) => Camera;
  tasks: readonly PlannedTask[];
  intake: IntakeStore;
  results: ResultStore;
  queue: JobQueue;
  nowMs: () => number;
}

/** What became of one record. */
export interface Outcome {
  kind: OutcomeKind;
  reason: string | null;
  jobId: string | null;
}

/** Outcomes that an operator should see with their record. */
const keptKinds: ReadonlySet<OutcomeKind> = new Set(["dead", "unattributed", "failed"]);

export async function distribute(messages: readonly BusMessage[], parts: DistributorParts): Promise<Outcome[]> {
  const records = messages.flatMap((message) =>
    parseEvent(message.value, parts.cameras).map((parsed) => ({ parsed, message })),
  );
  const work = records.flatMap(({ parsed, message }) =>
    parsed.kind === "work" ? [{ image: parsed.image, message }] : [],
  );
  const queued = await queueImages(work, parts);
  for (const { parsed, message } of records) {
    if (parsed.kind === "failed") await keepFailure(parsed.identity, parsed.reason, message, parts);
  }
  const remaining = [...queued];
  const outcomes = records.map(({ parsed }): Outcome => {
    if (parsed.kind === "work") return remaining.shift() ?? { kind: "dead", reason: "lost", jobId: null };
    return { kind: parsed.kind, reason: reasonOf(parsed), jobId: null };
  });
  await parts.intake.note(
    countKinds(outcomes),
    records.flatMap(({ parsed, message }) =>
      keptKinds.has(parsed.kind)
        ? [
            {
              atMs: message.receivedAtMs,
              kind: parsed.kind,
              source: message.position,
              reason: reasonOf(parsed) ?? "",
              excerpt: excerptOf(message.value),
            },
          ]
        : [],
    ),
  );
  return outcomes;
}

async function queueImages(
  work: readonly { image: ImageArrived; message: BusMessage }[],
  parts: DistributorParts,
): Promise<Outcome[]> {
  const announcements = work.map(({ image, message }) => announcementOf(image, message.receivedAtMs, parts));
  const announced = await parts.intake.announce(announcements);
  const jobs: Job[] = [];
  const queuedAtMs = parts.nowMs();
  const outcomes = work.map(({ image, message }, index): Outcome => {
    if (announced[index] === "known") return { kind: "duplicate", reason: "its job was queued before", jobId: null };
    const camera = cameraOf(image.camera, parts);
    const planned = parts.tasks.map((task) =>
      planJob(image, camera, task, { receivedAtMs: message.receivedAtMs, queuedAtMs }),
    );
    // `again` within one batch is a second event of an image whose job is in `jobs` already: the queue keeps one.
    const isRepeat = jobs.some((job) => job.id === planned[0]?.id);
    jobs.push(...planned);
    if (isRepeat) return { kind: "duplicate", reason: "the same image came before", jobId: null };
    return { kind: "work", reason: null, jobId: planned[0]?.id ?? null };
  });
  await parts.queue.add(jobs);
  const fresh = announcements.filter((_, index) => announced[index] !== "known");
  await parts.intake.markQueued(parts.queue.name, fresh, queuedAtMs);
  return outcomes;
}

/** A sender's word that an image could not be taken in is a result that says so; it never replaces one of pixels. */
async function keepFailure(
  image: FailedImage,
  reason: string,
  message: BusMessage,
  parts: DistributorParts,
): Promise<void> {
  await parts.intake.announceExposure(announcementOf({ ...image, obsId: null }, message.receivedAtMs, parts));
  const nowMs = parts.nowMs();
  const result: DetectorResult = {
    v: 1,
    jobId: `${image.camera}~${image.exposureId}~${image.detector}~${image.kind}~${ingestTask}`,
    camera: image.camera,
    exposureId: image.exposureId,
    detector: image.detector,
    kind: image.kind,
    dayObs: image.dayObs,
    seqNum: image.seqNum,
    status: "failed",
    task: ingestTask,
    taskVersion: "1",
    configHash: "",
    widthPx: null,
    heightPx: null,
    metrics: {},
    missing: {},
    errors: {},
    samples: {},
    amps: [],
    plots: {},
    header: null,
    artifacts: [],
    warnings: [],
    error: { code: "ingest-failed", message: `The observatory could not take this image in: ${reason}` },
    input: null,
    worker: "distributor",
    attempts: 1,
    timingsMs: null,
    timeline: {
      eventAtMs: image.eventAtMs,
      receivedAtMs: message.receivedAtMs,
      queuedAtMs: null,
      claimedAtMs: null,
      readAtMs: null,
      doneAtMs: nowMs,
      gatheredAtMs: null,
      pushedAtMs: null,
    },
  };
  await parts.results.keep(result, null);
}

function announcementOf(
  image: FailedImage & { obsId: string | null },
  receivedAtMs: number,
  parts: DistributorParts,
): Announcement {
  const camera = cameraOf(image.camera, parts);
  return {
    camera: image.camera,
    exposureId: image.exposureId,
    detector: image.detector,
    kind: image.kind,
    dayObs: image.dayObs,
    seqNum: image.seqNum,
    obsId: image.obsId,
    eventAtMs: image.eventAtMs,
    receivedAtMs,
    deadlineAtMs: receivedAtMs + camera.lateAfterS * 1000,
  };
}

function cameraOf(name: string, parts: DistributorParts): Camera {
  return parts.cameras.find((camera) => camera.name === name) ?? parts.genericCamera(name);
}

function reasonOf(parsed: Parsed): string | null {
  return parsed.kind === "work" ? null : parsed.reason;
}

function countKinds(outcomes: readonly Outcome[]): Partial<Record<OutcomeKind, number>> {
  const counts: Partial<Record<OutcomeKind, number>> = {};
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
