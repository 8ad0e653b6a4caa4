/**
 * What many jobs share, by its hash: written before any job that names it can wait, never changed, and read by a worker
 * once. Kept for a year after a job that names it was last queued, so that no job waits for longer than what it names.
 */
import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import type { z } from "zod";
import { type CameraFacts, cameraFacts, type Job } from "#contracts/job.ts";
import { type JobPlan, jobPlan, type QueuedJob, type WaitingJob, waitingJob } from "#contracts/queued-job.ts";
import { keepConfigs } from "./config-store.ts";
import { keys } from "./keys.ts";

interface Content {
  hash: string;
  text: string;
}

/** A distributor gives the jobs of one plan the very same objects, so that each is written and hashed once. */
const planContents = new WeakMap<object, { plan: JobPlan; content: Content }>();
const factsContents = new WeakMap<CameraFacts, Content>();

function contentOf(value: unknown): Content {
  const text = JSON.stringify(value);
  return { hash: createHash("sha256").update(text).digest("hex").slice(0, 32), text };
}

function planContent({ taskVersion, config, configHash, selection }: Job): Content {
  const object = selection ?? config;
  const known = planContents.get(object);
  if (known?.plan.config === config && known.plan.configHash === configHash && known.plan.taskVersion === taskVersion) {
    return known.content;
  }
  const plan = { taskVersion, config, configHash, ...(selection && { selection }) };
  const content = contentOf(plan);
  planContents.set(object, { plan, content });
  return content;
}

function factsContent(facts: CameraFacts): Content {
  const content = factsContents.get(facts) ?? contentOf(facts);
  factsContents.set(facts, content);
  return content;
}

/** Nothing but jobs that wait needs a part; what results name stays in the configurations by hash. */
export const partKeptS = 366 * 24 * 3600;
/** So often a part that is in use is kept for another year. */
const renewedEveryMs = 24 * 3600_000;
/** When this process last renewed a part, by its hash. What is not there is written again all the same. */
const renewals = new WeakMap<Redis, Map<string, number>>();

async function renewParts(redis: Redis, hashes: Iterable<string>): Promise<void> {
  const renewedAtMs = renewals.get(redis) ?? new Map<string, number>();
  renewals.set(redis, renewedAtMs);
  const nowMs = Date.now();
  const due = [...hashes].filter((hash) => nowMs - (renewedAtMs.get(hash) ?? 0) > renewedEveryMs);
  if (due.length === 0) return;
  const pipeline = redis.pipeline();
  for (const hash of due) pipeline.expire(keys.jobPart(hash), partKeptS);
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
  for (const [hash, atMs] of renewedAtMs) if (nowMs - atMs > renewedEveryMs) renewedAtMs.delete(hash);
  for (const hash of due) renewedAtMs.set(hash, nowMs);
}

/** Keeps what these jobs share, and the configurations that results will name. @returns the jobs as they may wait. */
export async function keepPlans(redis: Redis, jobs: readonly Job[]): Promise<QueuedJob[]> {
  const contents = new Map<string, Content>();
  const firstOfPlan = new Map<string, Job>();
  const queued = jobs.map((job): QueuedJob => {
    const { taskVersion, config, configHash, selection, facts, ...own } = job;
    const [plan, ofFacts] = [planContent(job), factsContent(facts)];
    for (const content of [plan, ofFacts]) contents.set(content.hash, content);
    if (!firstOfPlan.has(plan.hash)) firstOfPlan.set(plan.hash, job);
    return { ...own, v: 2, plan: plan.hash, facts: ofFacts.hash };
  });
  const names = [...contents.keys()].map(keys.jobPart);
  if (names.length === 0) return queued;
  if ((await redis.exists(...names)) === names.length) {
    await renewParts(redis, contents.keys());
    return queued;
  }
  // First, so that what is there already needs no second look at its configurations.
  await keepConfigs(redis, [...firstOfPlan.values()]);
  const pipeline = redis.pipeline();
  for (const { hash, text } of contents.values()) pipeline.set(keys.jobPart(hash), text, "EX", partKeptS, "NX");
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
  return queued;
}

export interface JobReader {
  /** @returns the whole job. @throws UnreadableJob when it names what is not kept. */
  read(waiting: Job | QueuedJob): Promise<Job>;
}

/** @returns what waits in a queue. @throws UnreadableJob when it does not fit its schema. */
export function parseWaiting(data: unknown): WaitingJob {
  const parsed = waitingJob.safeParse(data);
  if (!parsed.success) throw new UnreadableJob("does not fit its schema");
  return parsed.data;
}

/** A job that no worker can do anything with; trying again does not help. */
export class UnreadableJob extends Error {
  override name = "UnreadableJob";
}

/** LSSTCam's detectors with their plans through some changes of the configuration. */
const mostRemembered = 2000;

export function jobReader(redis: Redis): JobReader {
  const plans = remembering((hash) => readPart(hash, jobPlan));
  const facts = remembering((hash) => readPart(hash, cameraFacts));

  async function readPart<T>(hash: string, schema: z.ZodType<T>): Promise<T> {
    const text = await redis.get(keys.jobPart(hash));
    if (text === null) throw new UnreadableJob(`names ${hash}, which is not kept`);
    const parsed = schema.safeParse(JSON.parse(text));
    if (!parsed.success) throw new UnreadableJob(`names ${hash}, which does not fit its schema`);
    return parsed.data;
  }

  return {
    async read(waiting) {
      if (waiting.v === 1) return waiting;
      const { plan, facts: named, attemptsBefore: _, ...own } = waiting;
      const [planned, ofCamera] = await Promise.all([plans(plan), facts(named)]);
      return { ...own, ...planned, v: 1, facts: ofCamera };
    },
  };
}

/** What fails is asked for again, and what is asked for at once is read once. */
function remembering<T>(read: (hash: string) => Promise<T>): (hash: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (hash) => {
    const before = known.get(hash);
    if (before) return before;
    if (known.size >= mostRemembered) known.clear();
    const reading = read(hash);
    known.set(hash, reading);
    reading.catch(() => known.delete(hash));
    return reading;
  };
}
