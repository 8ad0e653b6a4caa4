/** One queue that a worker takes from, through BullMQ: the lease, the attempts and the acknowledgement are its own. */
import { Job as BullJob, createRedisBackend, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { z } from "zod";
import type { QueuedJob } from "#contracts/queued-job.ts";
import { sizeOfId } from "./job-bundles.ts";
import { type Lane, queueName } from "./job-lanes.ts";
import { type JobQueue, openJobQueue } from "./job-queue.ts";
import { keys } from "./keys.ts";
import { retryDelayMs } from "./retry-delay.ts";

/** A job, or a bundle of them, under a lease. */
export interface Taken {
  bull: BullJob<unknown>;
  token: string;
  /** Jobs in it. */
  size: number;
  source: ClaimSource;
}

export interface ClaimSource {
  lane: Lane;
  /** Key that appears when there is work; whoever takes it looks, and taking a job brings it back for the next. */
  marker: string;
  /** Keys of the lists that hold what waits: a list, and two sorted sets. */
  waiting: { list: string; sets: readonly string[] };
  /** Claims what is next; null when there is nothing that may run now. */
  take(): Promise<Taken | null>;
  /** Adds jobs of a bundle by themselves; those that are in the queue already change nothing. */
  addApart(taken: Taken, jobs: readonly QueuedJob[]): Promise<void>;
  /** Acknowledges what was taken. @returns the next one, claimed in the same step where `isNextWanted` and there is one. */
  complete(taken: Taken, isNextWanted: boolean): Promise<Taken | null>;
  close(): Promise<void>;
}

export interface SourceOptions {
  leaseMs: number;
  /** How often jobs are looked for whose worker is gone. */
  stalledEveryMs: number;
  onTrouble: (error: Error) => void;
}

export function openClaimSource(redis: Redis, lane: Lane, options: SourceOptions): ClaimSource {
  const { leaseMs, stalledEveryMs, onTrouble } = options;
  const worker = new Worker<unknown>(
    queueName(lane),
    null,
    {
      connection: redis,
      prefix: keys.queuePrefix,
      autorun: false,
      lockDuration: leaseMs,
      stalledInterval: stalledEveryMs,
      // Giving up is decided when the job is claimed, where it ends in a result before the job is acknowledged.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      settings: { backoffStrategy: (failures) => retryDelayMs(failures, Math.random()) },
    },
    // A connection that blocks is shared by all the queues of a worker.
    (name, backendOptions) => createRedisBackend(name, backendOptions),
  );
  worker.on("error", onTrouble);
  worker.startStalledCheckTimer().catch(onTrouble);
  let claims = 0;
  let queue: JobQueue | null = null;
  const taken = (bull: BullJob<unknown>, token: string): Taken => ({
    bull,
    token,
    size: sizeOfId(bull.id ?? ""),
    source,
  });
  const source: ClaimSource = {
    lane,
    marker: worker.keys.marker as string,
    waiting: {
      list: worker.keys.wait as string,
      sets: [worker.keys.prioritized as string, worker.keys.delayed as string],
    },
    async take() {
      const token = `${worker.id}:${claims++}`;
      const bull = (await worker.getNextJob(token, { block: false })) as BullJob<unknown> | undefined;
      return bull === undefined ? null : taken(bull, token);
    },
    async addApart({ bull }, jobs) {
      queue ??= openJobQueue(redis, queueName(lane));
      await queue.addApart(jobs, bull.timestamp);
    },
    async complete({ bull, token }, isNextWanted) {
      const reply: unknown = await bull.moveToCompleted(null, token, isNextWanted);
      const next = nextJob.safeParse(reply);
      if (!next.success) return null;
      const [data, id] = next.data;
      return taken(BullJob.fromJSON<unknown, unknown, string>(worker, data, id), token);
    },
    async close() {
      await Promise.all([worker.close(), queue?.close()]);
    },
  };
  return source;
}

/** What BullMQ answers to an acknowledgement that asks for the next job; the data are for its own `fromJSON`. */
const nextJob = z
  .tuple([z.custom<JobJson>((data) => typeof data === "object" && data !== null), z.string()])
  .rest(z.unknown());
type JobJson = Parameters<typeof BullJob.fromJSON>[1];
