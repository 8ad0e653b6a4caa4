/**
 * From a batch of messages to jobs that are safe in the queue: parse, announce, queue, mark, and only then return.
 * Whoever dies in between, the batch comes again, and every step is idempotent: nothing is lost and nothing doubled.
 */
import { blankResult } from "#contracts/blank-result.ts";
import type { Camera } from "#contracts/camera.ts";
import { defaultPool } from "#contracts/control.ts";
import type { ImageArrived } from "#contracts/event.ts";
import type { ReachPoint } from "#contracts/fault-point.ts";
import type { Job } from "#contracts/job.ts";
import type { OutcomeKind, Parsed, ToldExposure } from "#contracts/outcome.ts";
import { ingestTask } from "#contracts/result-facts.ts";
import type { BusMessage } from "#io/ports.ts";
import type { Announced, Announcement, IntakeStore, MessageNote } from "#io/redis/intake-store.ts";
import type { ResultStore } from "#io/redis/result-store.ts";
import type { SchemaSource } from "#io/schemas/schema-source.ts";
import { schemaIdOf } from "#server/intake/avro-frame.ts";
import type { PlaceRule } from "#server/intake/image-place.ts";
import { type ParseMeans, parseEvent } from "#server/intake/parse-event.ts";
import { excerptOf } from "./excerpt.ts";
import { type OpenExposures, openExposures, type Telling } from "./open-exposures.ts";
import { type PlannedTask, placesToLook, planJob } from "./plan-job.ts";
import type { SelectedTasks, TasksFor } from "./select-pipelines.ts";

export interface DistributorParts {
  cameras: readonly Camera[];
  /** The camera of a name that no file defines. */
  genericCamera: (name: string) => Camera;
  /** Which tasks images get, by the configuration that their exposure began with. */
  tasksFor: (images: readonly ImageArrived[]) => Promise<TasksFor>;
  intake: IntakeStore;
  results: ResultStore;
  /** Takes jobs, in one round trip; a job whose id is in its queue already changes nothing. */
  queue: { add(jobs: readonly Job[]): Promise<void> };
  /** Sees to it that an object is read which says what images of an exposure will come; nobody waits for it. */
  expectFrom?: (uri: string, receivedAtMs: number) => void;
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

/** A parsed record with the message that it came in, and the tasks that were chosen for its image. */
interface RecordOfMessage {
  parsed: Parsed;
  tasks: readonly PlannedTask[];
  poolOf?: SelectedTasks["poolOf"];
  message: BusMessage;
  /** Names the record, whoever reads it and however often. */
  source: string;
}

export async function distribute(messages: readonly BusMessage[], parts: DistributorParts): Promise<Outcome[]> {
  const means = await meansFor(messages, parts);
  const told = messages.flatMap((message) =>
    parseEvent(message.value, parts.cameras, means).map(
      (parsed, index): RecordOfMessage => ({ parsed, tasks: [], message, source: `${message.position}#${index}` }),
    ),
  );
  const tasksFor = await parts.tasksFor(told.flatMap(({ parsed }) => (parsed.kind === "work" ? [parsed.image] : [])));
  const wanted = told.map((record) => chooseTasks(record, tasksFor, parts));
  const open = await openExposures(
    wanted.flatMap((record) => tellingOf(record, parts)),
    parts.intake,
  );
  const records = wanted.map((record) => skipOutsidePattern(record, open));
  parts.reach?.("parsed");
  const queued = await queueImages(records, open, parts);
  for (const [record, outcome] of await keepOthers(records, parts)) queued.set(record, outcome);
  for (const record of records) {
    if (record.parsed.kind === "failed") await keepFailure(record.parsed, record, parts);
  }
  for (const { parsed: each, message } of records) {
    if (each.kind === "ignore" && each.expectedAt) parts.expectFrom?.(each.expectedAt, message.receivedAtMs);
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

/** An image that no task is chosen for is ignored, and leaves no trace. */
function chooseTasks(record: RecordOfMessage, tasksFor: TasksFor, parts: DistributorParts): RecordOfMessage {
  if (record.parsed.kind !== "work") return record;
  const { image } = record.parsed;
  const { tasks, reason, poolOf } = tasksFor(image, cameraOf(image.camera, parts));
  if (tasks.length > 0) return { ...record, tasks, poolOf };
  return { ...record, parsed: { kind: "ignore", reason: reason ?? "no task is chosen for it" } };
}

/** @returns the exposure that a record tells of, if it tells of one. */
function tellingOf({ parsed, message: { receivedAtMs } }: RecordOfMessage, parts: DistributorParts): Telling[] {
  const exposure = toldExposure(parsed);
  return exposure === null ? [] : [{ exposure, camera: cameraOf(exposure.camera, parts), receivedAtMs }];
}

function toldExposure(parsed: Parsed): ToldExposure | null {
  if (parsed.kind === "ignore") return parsed.tells ?? null;
  if (parsed.kind !== "work" && parsed.kind !== "failed") return null;
  const { camera, exposureId, dayObs, seqNum, obsId } =
    parsed.kind === "work" ? parsed.image : { ...parsed.identity, obsId: null };
  return { camera, exposureId, dayObs, seqNum, obsId, detectors: null };
}

/** A detector outside of the pattern that its exposure began with is not analysed, and not waited for. */
function skipOutsidePattern(record: RecordOfMessage, open: OpenExposures): RecordOfMessage {
  const { parsed } = record;
  if (parsed.kind !== "work" && parsed.kind !== "failed") return record;
  const image = parsed.kind === "work" ? parsed.image : parsed.identity;
  const reason = open(image).skips(image.detector);
  return reason === null ? record : { ...record, parsed: { kind: "ignore", reason } };
}

/** @returns the outcome of each record that brings an image to analyse. */
async function queueImages(
  records: readonly RecordOfMessage[],
  open: OpenExposures,
  parts: DistributorParts,
): Promise<Map<RecordOfMessage, Outcome>> {
  const outcomes = new Map<RecordOfMessage, Outcome>();
  const work = records.flatMap((record) =>
    record.parsed.kind === "work"
      ? { record, image: record.parsed.image, camera: cameraOf(record.parsed.image.camera, parts) }
      : [],
  );
  const announcements = work.map(({ record, image, camera }) => ({
    ...announcementOf(image, record, camera),
    uris: placesToLook(image.uri, camera),
    tasks: record.tasks.map(({ task }) => task),
  }));
  const announced = await parts.intake.announce(announcements);
  parts.reach?.("announced");
  const queuedAtMs = parts.nowMs();
  const jobs: Job[] = [];
  for (const [index, { record, image, camera }] of work.entries()) {
    const pool = record.poolOf?.(open(image).arrival) ?? defaultPool;
    const { receivedAtMs } = record.message;
    const planned = record.tasks.map((task) => planJob(image, camera, task, { pool, receivedAtMs, queuedAtMs }));
    const came = announced[index] ?? "again";
    outcomes.set(record, outcomeOf(came, planned[0]?.id ?? null));
    if (came === "repeat" || came === "known") continue;
    // A job that is added twice is queued once, so doubt is settled by adding it.
    jobs.push(...planned);
  }
  await parts.queue.add(jobs);
  parts.reach?.("enqueued");
  await parts.intake.markQueued(jobs, queuedAtMs);
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
  const error = { code: "ingest-failed", message: `The observatory could not take this image in: ${reason}` };
  const { receivedAtMs } = record.message;
  const timeline = { eventAtMs: image.eventAtMs, receivedAtMs, doneAtMs: parts.nowMs() };
  const origin = { task: ingestTask, taskVersion: "1", configHash: "", worker: "distributor", attempts: 1 };
  await parts.results.keep(blankResult({ ...image, ...origin, error, timeline }), null);
}

function announcementOf(
  image: ImageArrived,
  { message, source }: RecordOfMessage,
  { lateAfterS }: Camera,
): Omit<Announcement, "uris" | "tasks"> {
  const { camera, exposureId, detector, kind, dayObs, seqNum, obsId, eventAtMs } = image;
  const { receivedAtMs } = message;
  const deadlineAtMs = receivedAtMs + lateAfterS * 1000;
  return { camera, exposureId, detector, kind, dayObs, seqNum, obsId, eventAtMs, receivedAtMs, deadlineAtMs, source };
}

function cameraOf(name: string, parts: DistributorParts): Camera {
  return parts.cameras.find((camera) => camera.name === name) ?? parts.genericCamera(name);
}

function reasonOf(parsed: Parsed): string | null {
  return "reason" in parsed ? parsed.reason : null;
}
