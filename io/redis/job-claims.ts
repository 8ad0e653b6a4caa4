/** The workers' end of the queue: one job at a time, its lease renewed while the worker lives. */
import { type Job as BullJob, UnrecoverableError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { type Job, job } from "#contracts/job.ts";
import { mostAttempts } from "./job-queue.ts";
import { keys } from "./keys.ts";

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
  /** Called when a job is given up without `handle` having ended, for example because it killed its worker each time. */
  giveUp(claim: Claim, reason: string): Promise<void>;
  onTrouble(error: Error): void;
}

export interface Claims {
  /** Finishes the job in hand, then stops. */
  stop(): Promise<void>;
}

/** A worker that died is noticed after this long, and its job goes to another. */
const leaseMs = 8000;

export function claimJobs(redis: Redis, queue: string, handlers: ClaimHandlers): Claims {
  const claimOf = (bull: BullJob<unknown>): Claim => {
    const attempt = Math.max(1, bull.attemptsStarted);
    return {
      job: job.parse(bull.data),
      attempt,
      isLastAttempt: attempt >= mostAttempts,
      claimedAtMs: bull.processedOn ?? Date.now(),
    };
  };
  const worker = new Worker<unknown>(
    queue,
    async (bull) => {
      if (!job.safeParse(bull.data).success) throw new UnrecoverableError("the job does not fit its schema");
      await handlers.handle(claimOf(bull));
    },
    {
      connection: redis,
      prefix: keys.queuePrefix,
      concurrency: 1,
      lockDuration: leaseMs,
      stalledInterval: leaseMs / 4,
      maxStalledCount: mostAttempts - 1,
    },
  );
  worker.on("error", handlers.onTrouble);
  worker.on("failed", (bull, error) => {
    if (!bull || !job.safeParse(bull.data).success) return;
    const isOver = bull.finishedOn !== undefined || bull.attemptsMade >= mostAttempts;
    if (isOver) handlers.giveUp(claimOf(bull), error.message).catch(handlers.onTrouble);
  });
  return { stop: () => worker.close() };
}
