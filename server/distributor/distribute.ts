/**
 * From a batch of messages to jobs that are safe in the queue: parse, announce, queue, mark, and only then return.
 * Whoever dies in between, the batch comes again, and every step is idempotent: nothing is lost and nothing doubled.
 */
import { blankResult } from "#contracts/blank-result.ts";
import type { Camera } from "#contracts/camera.ts";
import type { ImageArrived } from "#contracts/event.ts";
import type { ReachPoint } from "#contracts/fault-point.ts";
import type { Job } from "#contracts/job.ts";
import type { FailedImage, OutcomeKind, Parsed } from "#contracts/outcome.ts";
import { ingestTask } from "#contracts/result.ts";
import type { BusMessage } from "#io/ports.ts";
import type { Announced, Announcement, IntakeStore, MessageNote } from "#io/redis/intake-store.ts";
import type { JobQueue } from "#io/redis/job-queue.ts";
import type { ResultStore } from "#io/redis/result-store.ts";
import type { SchemaSource } from "#io/schemas/schema-source.ts";
import { schemaIdOf } from "#server/intake/avro-frame.ts";
import type { PlaceRule } from "#server/intake/image-place.ts";
import { type ParseMeans, parseEvent } from "#server/intake/parse-event.ts";
import { excerptOf } from "./excerpt.ts";
import { placesToLook, planJob } from "./plan-job.ts";
import type { TasksFor } from "./select-pipelines.ts";

export interface DistributorParts {
  cameras: readonly Camera[];
  /** The camera of a name that no file defines. */
  genericCamera: (name: string) => Camera;
  /** Which tasks images get, by the configuration that their exposure began with. */
  tasksFor: (images: readonly ImageArrived[]) => Promise<TasksFor>;
  intake: IntakeStore;
  results: ResultStore;
  queue: JobQueue;
  /** Keeps what other programs add; without it a batch that holds such is refused. @returns for each why it could not be kept, or null. */
  keepContributions?: (records: readonly Extract<Parsed, { kind: "contribution" }>[]) => Promise<(string | null)[]>;
  /** Where schemas of Avro messages come from; without it a batch that holds one is refused. */
  schemas?: SchemaSource;
  /** Where files of Rucio transfers can be read. */
  places?: readonly PlaceRule[];
  /** For tests of crashes. */
  reach?: ReachPoint;
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

/** A parsed record with the message that it came in. */
interface RecordOfMessage {
  parsed: Parsed;
  message: BusMessage;
  /** Names the record, whoever reads it and however often. */
  source: string;
}

export async function distribute(messages: readonly BusMessage[], parts: DistributorParts): Promise<Outcome[]> {
  const means = await meansFor(messages, parts);
  const records = messages.flatMap((message) =>
    parseEvent(message.value, parts.cameras, means).map(
      (parsed, index): RecordOfMessage => ({ parsed, message, source: `${message.position}#${index}` }),
    ),
  );
  parts.reach?.("parsed");
  const queued = await queueImages(records, parts);
  for (const [record, outcome] of await keepOthers(records, parts)) queued.set(record, outcome);
  for (const record of records) {
    if (record.parsed.kind === "failed") await keepFailure(record.parsed, record, parts);
  }
  const judged = records.map((record) => ({
    message: record.message,
    outcome: queued.get(record) ?? { kind: record.parsed.kind, reason: reasonOf(record.parsed), jobId: null },
  }));
  const byMessage = Map.groupBy(judged, ({ message }) => message);
  await parts.intake.note(
    [...byMessage].map(([message, ofIt]) =>
      noteOf(
        message,
        ofIt.map(({ outcome }) => outcome),
      ),
    ),
  );
  return judged.map(({ outcome }) => outcome);
}

function noteOf({ position, receivedAtMs: atMs, value }: BusMessage, outcomes: readonly Outcome[]): MessageNote {
  const counts: MessageNote["counts"] = {};
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
  const letters = outcomes
    .filter(({ kind }) => keptKinds.has(kind))
    .map(({ kind, reason }) => ({ atMs, kind, source: position, reason: reason ?? "", excerpt: excerptOf(value) }));
  return { position, counts, letters };
}

/** Schemas are there before anything is parsed: one that cannot be had now fails the batch, which then comes again. */
async function meansFor(
  messages: readonly BusMessage[],
  { schemas, places = [] }: DistributorParts,
): Promise<ParseMeans> {
  const ids = messages.map(({ value }) => schemaIdOf(value)).filter((id) => id !== null);
  return { places, decoders: ids.length > 0 && schemas ? await schemas.decodersOf(ids) : new Map() };
}

/** @returns the outcome of each record that tells of an image; one that no task is chosen for is ignored. */
async function queueImages(
  records: readonly RecordOfMessage[],
  parts: DistributorParts,
): Promise<Map<RecordOfMessage, Outcome>> {
  const outcomes = new Map<RecordOfMessage, Outcome>();
  const images = records.flatMap(({ parsed }) => (parsed.kind === "work" ? [parsed.image] : []));
  const tasksFor = await parts.tasksFor(images);
  const work = records.flatMap((record) => {
    if (record.parsed.kind !== "work") return [];
    const { image } = record.parsed;
    const camera = cameraOf(image.camera, parts);
    const { tasks, reason } = tasksFor(image, camera);
    if (tasks.length > 0) return [{ record, image, camera, tasks }];
    outcomes.set(record, { kind: "ignore", reason, jobId: null });
    return [];
  });
  const announcements = work.map(({ record, image, camera, tasks }) => ({
    ...announcementOf(image, record, parts),
    uris: placesToLook(image.uri, camera),
    tasks: tasks.map(({ task }) => task),
  }));
  const announced = await parts.intake.announce(announcements);
  parts.reach?.("announced");
  const queuedAtMs = parts.nowMs();
  const jobs: Job[] = [];
  for (const [index, { record, image, camera, tasks }] of work.entries()) {
    const instants = { receivedAtMs: record.message.receivedAtMs, queuedAtMs };
    const planned = tasks.map((task) => planJob(image, camera, task, instants));
    const came = announced[index] ?? "again";
    outcomes.set(record, outcomeOf(came, planned[0]?.id ?? null));
    if (came === "repeat" || came === "known") continue;
    // A job that is added twice is queued once, so doubt is settled by adding it.
    jobs.push(...planned);
  }
  await parts.queue.add(jobs);
  parts.reach?.("enqueued");
  await parts.intake.markQueued(parts.queue.name, jobs, queuedAtMs);
  return outcomes;
}

/** What other programs add needs no job. @returns the outcome of each record that could not be kept. */
async function keepOthers(
  records: readonly RecordOfMessage[],
  { keepContributions }: DistributorParts,
): Promise<Map<RecordOfMessage, Outcome>> {
  const theirs = records.flatMap((record) =>
    record.parsed.kind === "contribution" ? [{ record, parsed: record.parsed }] : [],
  );
  if (theirs.length === 0) return new Map();
  if (!keepContributions) throw new Error("This intake takes no contributions of other programs.");
  const problems = await keepContributions(theirs.map(({ parsed }) => parsed));
  return new Map(
    theirs.flatMap(({ record }, index) => {
      const reason = problems[index] ?? null;
      return reason === null ? [] : [[record, { kind: "dead", reason, jobId: null }]];
    }),
  );
}

function outcomeOf(came: Announced, jobId: string | null): Outcome {
  const isOwn = came === "new" || came === "again" || came === "repeat";
  return isOwn
    ? { kind: "work", reason: null, jobId }
    : { kind: "duplicate", reason: "another record told of the same image before", jobId: null };
}

/** A sender's word that an image could not be taken in is a result that says so; it never replaces one of pixels. */
async function keepFailure(
  { identity: image, reason }: Extract<Parsed, { kind: "failed" }>,
  record: RecordOfMessage,
  parts: DistributorParts,
): Promise<void> {
  await parts.intake.announceExposure(announcementOf({ ...image, obsId: null }, record, parts));
  const error = { code: "ingest-failed", message: `The observatory could not take this image in: ${reason}` };
  const { receivedAtMs } = record.message;
  const timeline = { eventAtMs: image.eventAtMs, receivedAtMs, doneAtMs: parts.nowMs() };
  const origin = { task: ingestTask, taskVersion: "1", configHash: "", worker: "distributor", attempts: 1 };
  await parts.results.keep(blankResult({ ...image, ...origin, error, timeline }), null);
}

function announcementOf(
  image: FailedImage & { obsId: string | null },
  { message, source }: RecordOfMessage,
  parts: DistributorParts,
): Announcement {
  const { camera, exposureId, detector, kind, dayObs, seqNum, obsId, eventAtMs } = image;
  const { receivedAtMs } = message;
  const deadlineAtMs = receivedAtMs + cameraOf(camera, parts).lateAfterS * 1000;
  return {
    camera,
    exposureId,
    detector,
    kind,
    dayObs,
    seqNum,
    obsId,
    eventAtMs,
    receivedAtMs,
    deadlineAtMs,
    source,
    uris: [],
    tasks: [],
  };
}

function cameraOf(name: string, parts: DistributorParts): Camera {
  return parts.cameras.find((camera) => camera.name === name) ?? parts.genericCamera(name);
}

function reasonOf(parsed: Parsed): string | null {
  return "reason" in parsed ? parsed.reason : null;
}
