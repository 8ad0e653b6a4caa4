/** The workers' end of the queue: one job at a time, its lease renewed while the worker lives. */
import { type Job as BullJob, UnrecoverableError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { type Job, job } from "#contracts/job.ts";
import { mostAttempts } from "./job-queue.ts";
import { keys } from "./keys.ts";
import { retryDelayMs } from "./retry-delay.ts";

export interface Claim {
  job: Job;
  /** 1 for the first time that any worker claimed the job. */
  attempt: number;
  isLastAttempt: boolean;
  claimedAtMs: number;
}

export interface ClaimHandlers {
  /** Resolves when the result is safe; the job is acknowledged after that. Rejects to be tried again later. */
  handle(claim: Claim): Promise<void>;
  /**
   * Called instead of `handle` for a job whose attempts are used up and none of which ended, for example because it
   * killed its worker each time. The job is acknowledged when it resolves, and comes again when it rejects.
   */
  giveUp(claim: Claim): Promise<void>;
  onTrouble(error: Error): void;
}

export interface ClaimOptions {
  /** A worker that died is noticed after this long, and its job goes to another. */
  leaseMs?: number;
  /** Jobs at a time; a worker of pixels has one. */
  slots?: number;
  nowMs?: () => number;
}

export interface Claims {
  /** Claims nothing any more; resolves when the jobs in hand are finished and acknowledged. */
  stop(): Promise<void>;
}

export function claimJobs(
  redis: Redis,
  queue: string,
  handlers: ClaimHandlers,
  { leaseMs = 8000, slots = 1, nowMs = Date.now }: ClaimOptions = {},
): Claims {
  const work = async (bull: BullJob<unknown>) => {
    const parsed = job.safeParse(bull.data);
    if (!parsed.success) throw new UnrecoverableError("the job does not fit its schema");
    // Counted when the job is claimed, so that one which kills its worker is counted as well.
    const attempt = Math.max(1, bull.attemptsStarted);
    const claim = { job: parsed.data, attempt, isLastAttempt: attempt >= mostAttempts, claimedAtMs: nowMs() };
    await (attempt > mostAttempts ? handlers.giveUp(claim) : handlers.handle(claim));
  };
  const worker = new Worker<unknown>(queue, work, {
    connection: redis,
    prefix: keys.queuePrefix,
    concurrency: slots,
    lockDuration: leaseMs,
    stalledInterval: leaseMs / 4,
    // Giving up is decided when the job is claimed, where it ends in a result before the job is acknowledged.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    // What could not be told to Redis is told again soon after it is back.
    runRetryDelay: 1000,
    settings: { backoffStrategy: (failures) => retryDelayMs(failures, Math.random()) },
  });
  worker.on("error", handlers.onTrouble);
  worker.on("failed", (_, error) => {
    if (error instanceof UnrecoverableError) handlers.onTrouble(error);
  });
  return { stop: () => worker.close() };
}
