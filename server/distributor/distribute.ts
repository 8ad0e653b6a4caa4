/**
 * From a batch of messages to jobs that are safe in the queue: parse, announce, queue, mark, and only then return.
 * Whoever dies in between, the batch comes again, and every step is idempotent: nothing is lost and nothing doubled.
 */
import { blankResult } from "#contracts/blank-result.ts";
import type { Camera } from "#contracts/camera.ts";
import type { ImageArrived } from "#contracts/event.ts";
import type { Job } from "#contracts/job.ts";
import type { FailedImage, OutcomeKind, Parsed } from "#contracts/outcome.ts";
import { ingestTask } from "#contracts/result.ts";
import type { BusMessage } from "#io/ports.ts";
import type { Announcement, IntakeStore } from "#io/redis/intake-store.ts";
import type { JobQueue } from "#io/redis/job-queue.ts";
import type { ResultStore } from "#io/redis/result-store.ts";
import type { SchemaSource } from "#io/schemas/schema-source.ts";
import { schemaIdOf } from "#server/intake/avro-frame.ts";
import type { PlaceRule } from "#server/intake/image-place.ts";
import { type ParseMeans, parseEvent } from "#server/intake/parse-event.ts";
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
  /** Where schemas of Avro messages come from; without it a batch that holds one is refused. */
  schemas?: SchemaSource;
  /** Where files of Rucio transfers can be read. */
  places?: readonly PlaceRule[];
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
  const means = await meansFor(messages, parts);
  const records = messages.flatMap((message) =>
    parseEvent(message.value, parts.cameras, means).map((parsed) => ({ parsed, message })),
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

/** Schemas are there before anything is parsed: one that cannot be had now fails the batch, which then comes again. */
async function meansFor(
  messages: readonly BusMessage[],
  { schemas, places = [] }: DistributorParts,
): Promise<ParseMeans> {
  const ids = messages.map(({ value }) => schemaIdOf(value)).filter((id) => id !== null);
  return { places, decoders: ids.length > 0 && schemas ? await schemas.decodersOf(ids) : new Map() };
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
  const error = { code: "ingest-failed", message: `The observatory could not take this image in: ${reason}` };
  const timeline = {
    eventAtMs: image.eventAtMs,
    receivedAtMs: message.receivedAtMs,
    doneAtMs: parts.nowMs(),
  };
  const origin = { task: ingestTask, taskVersion: "1", configHash: "", worker: "distributor", attempts: 1 };
  const result = blankResult({ ...image, ...origin, error, timeline });
  await parts.results.keep(result, null);
}

function announcementOf(
  image: FailedImage & { obsId: string | null },
  receivedAtMs: number,
  parts: DistributorParts,
): Announcement {
  const { camera, exposureId, detector, kind, dayObs, seqNum, obsId, eventAtMs } = image;
  const identity = { camera, exposureId, detector, kind, dayObs, seqNum, obsId };
  const deadlineAtMs = receivedAtMs + cameraOf(camera, parts).lateAfterS * 1000;
  return { ...identity, eventAtMs, receivedAtMs, deadlineAtMs };
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
