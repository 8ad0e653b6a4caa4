/** The workers' end of the queues: one job at a time, its lease renewed while the worker lives. */
import { setTimeout as pause } from "node:timers/promises";
import { UnrecoverableError } from "bullmq";
import type { Redis } from "ioredis";
import type { Job } from "#contracts/job.ts";
import type { Taken } from "./claim-source.ts";
import { jobReader, UnreadableJob } from "./job-plans.ts";
import { mostAttempts } from "./job-queue.ts";
import { openWorkFinder } from "./work-finder.ts";

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
  /** The worker's number in its pool: it prefers the detectors of its lanes. */
  ordinal?: number;
  /** Batches at a time; a worker of pixels has one. */
  slots?: number;
  nowMs?: () => number;
}

export interface Claims {
  /** Claims nothing any more; resolves when the jobs in hand are finished and acknowledged. */
  stop(): Promise<void>;
}

/** After trouble with Redis it is asked again so soon. */
const retryAfterMs = 1000;

/** @param pools that are served: always the first of them that has work; `*` is every pool that is not named. */
export function claimJobs(
  redis: Redis,
  pools: readonly string[],
  handlers: ClaimHandlers,
  { leaseMs = 8000, ordinal = 0, slots = 1, nowMs = Date.now }: ClaimOptions = {},
): Claims {
  const finder = openWorkFinder(redis, { pools, ordinal, leaseMs, onTrouble: handlers.onTrouble });
  const reader = jobReader(redis);
  const stopping = new AbortController();
  const inHand = new Set<Promise<void>>();
  const looking = lookUntil(stopping.signal);

  async function lookUntil(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        const batches = await finder.take(slots - inHand.size);
        if (batches.length === 0) {
          await finder.wait();
          continue;
        }
        for (const batch of batches) {
          const work = workOn(batch).finally(() => inHand.delete(work));
          inHand.add(work);
        }
        if (inHand.size >= slots) await Promise.race(inHand);
      } catch (error) {
        if (stop.aborted) return;
        handlers.onTrouble(error as Error);
        await pause(retryAfterMs, null, { signal: stop }).catch(() => undefined);
      }
    }
  }

  /** One after the other; all of them stay this worker's until each is finished. */
  async function workOn(batch: readonly Taken[]): Promise<void> {
    const open = new Set(batch);
    const renewing = setInterval(() => {
      for (const { bull, token } of open) bull.extendLock(token, leaseMs).catch(handlers.onTrouble);
    }, leaseMs / 4);
    try {
      for (const taken of batch) {
        // What was claimed ahead goes back when the worker is told to stop.
        if (stopping.signal.aborted && taken !== batch[0]) await tell(() => taken.bull.moveToWait(taken.token));
        else await workOnAll(taken, open);
        open.delete(taken);
      }
    } finally {
      clearInterval(renewing);
    }
  }

  /** A job, and those that come with the acknowledgement of the one before. */
  async function workOnAll(first: Taken, open: Set<Taken>): Promise<void> {
    let taken: Taken | null = first;
    while (taken !== null) {
      const next: Taken | null = await workOnOne(taken);
      open.delete(taken);
      if (next !== null) open.add(next);
      const isGivenBack = next !== null && stopping.signal.aborted;
      if (isGivenBack) await tell(() => next.bull.moveToWait(next.token));
      taken = isGivenBack ? null : next;
    }
  }

  async function workOnOne(taken: Taken): Promise<Taken | null> {
    const { bull, token, source } = taken;
    try {
      const job = await reader.read(bull.data).catch((error: unknown) => {
        if (error instanceof UnreadableJob) throw new UnrecoverableError(`job ${bull.id} ${error.message}`);
        throw error;
      });
      // Counted when the job is claimed, so that one which kills its worker is counted as well.
      const attempt = Math.max(1, bull.attemptsStarted);
      const claim = { job, attempt, isLastAttempt: attempt >= mostAttempts, claimedAtMs: nowMs() };
      await (attempt > mostAttempts ? handlers.giveUp(claim) : handlers.handle(claim));
    } catch (error) {
      if (error instanceof UnrecoverableError) handlers.onTrouble(error);
      await tell(() => bull.moveToFailed(error as Error, token, false));
      return null;
    }
    return tell(() => source.complete(taken, !stopping.signal.aborted && finder.mayFollow(source)));
  }

  /** Tells the queue what became of a job, until it is heard (and answers), or says that the job is another's by now. */
  async function tell<T>(step: () => Promise<T>): Promise<T | null> {
    for (;;) {
      try {
        return await step();
      } catch (error) {
        handlers.onTrouble(error as Error);
        const isAnswer = typeof (error as { code?: unknown }).code === "number";
        if (isAnswer || stopping.signal.aborted) return null;
        await pause(retryAfterMs);
      }
    }
  }

  return {
    async stop() {
      stopping.abort();
      await Promise.all(inHand);
      await finder.close();
      await looking;
    },
  };
}
