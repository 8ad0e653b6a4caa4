/** One queue that a worker takes jobs from, through BullMQ: the lease, the attempts and the acknowledgement are its own. */
import { Job as BullJob, createRedisBackend, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { z } from "zod";
import { type Lane, queueName } from "./job-lanes.ts";
import { keys } from "./keys.ts";
import { retryDelayMs } from "./retry-delay.ts";

/** A job under a lease. */
export interface Taken {
  bull: BullJob<unknown>;
  token: string;
  source: ClaimSource;
}

export interface ClaimSource {
  lane: Lane;
  /** Key that appears when there is work; whoever takes it looks, and taking a job brings it back for the next. */
  marker: string;
  /** Keys of the lists that hold what waits: a list, and two sorted sets. */
  waiting: { list: string; sets: readonly string[] };
  /** Claims the next job; null when there is none that may run now. */
  take(): Promise<Taken | null>;
  /** Acknowledges a job. @returns the next one, claimed in the same step where `isNextWanted` and there is one. */
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
      return bull === undefined ? null : { bull, token, source };
    },
    async complete({ bull, token }, isNextWanted) {
      const reply: unknown = await bull.moveToCompleted(null, token, isNextWanted);
      const next = nextJob.safeParse(reply);
      if (!next.success) return null;
      const [data, id] = next.data;
      return { bull: BullJob.fromJSON<unknown, unknown, string>(worker, data, id), token, source };
    },
    close: () => worker.close(),
  };
  return source;
}

/** What BullMQ answers to an acknowledgement that asks for the next job; the data are for its own `fromJSON`. */
const nextJob = z
  .tuple([z.custom<JobJson>((data) => typeof data === "object" && data !== null), z.string()])
  .rest(z.unknown());
type JobJson = Parameters<typeof BullJob.fromJSON>[1];
