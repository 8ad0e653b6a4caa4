/** The workers' end of the queues: what is claimed is this worker's until it is acknowledged, its lease renewed meanwhile. */
import { setTimeout as pause } from "node:timers/promises";
import { UnrecoverableError } from "bullmq";
import type { Redis } from "ioredis";
import type { Job } from "#contracts/job.ts";
import type { QueuedJob } from "#contracts/queued-job.ts";
import type { Taken } from "./claim-source.ts";
import { jobReader, parseWaiting, UnreadableJob } from "./job-plans.ts";
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
  /** So many jobs of a bundle are in the queue by themselves; the bundle is acknowledged after that. */
  tookApart?(jobs: number): void;
  onTrouble(error: Error): void;
}

export interface ClaimOptions {
  /** A worker that died is noticed after this long, and its job goes to another. */
  leaseMs?: number;
  /** The worker's number in its pool: it prefers the detectors of its lanes. */
  ordinal?: number;
  /** Jobs at a time, those of a bundle among them; a worker of pixels has one. */
  slots?: number;
  nowMs?: () => number;
}

export interface Claims {
  /**
   * Claims nothing any more; resolves when the jobs in hand are finished and acknowledged, and those of a bundle that
   * were not begun are back in the queue.
   */
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
  const held = new Set<Taken>();
  const inHand = new Set<Promise<void>>();
  const free = () => [...held].reduce((left, { size }) => left - size, slots);
  const renewing = setInterval(() => {
    for (const { bull, token } of held) bull.extendLock(token, leaseMs).catch(handlers.onTrouble);
  }, leaseMs / 4);
  const looking = lookUntil(stopping.signal);

  async function lookUntil(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        const taken = await finder.take(free());
        if (taken.length === 0) {
          await finder.wait();
          continue;
        }
        for (const each of taken) {
          const work = workOnAll(each).finally(() => inHand.delete(work));
          inHand.add(work);
        }
        if (free() <= 0) await Promise.race(inHand);
      } catch (error) {
        if (stop.aborted) return;
        handlers.onTrouble(error as Error);
        await pause(retryAfterMs, null, { signal: stop }).catch(() => undefined);
      }
    }
  }

  /** What was claimed, and what comes with each acknowledgement. */
  async function workOnAll(first: Taken): Promise<void> {
    let taken: Taken | null = first;
    while (taken !== null) {
      held.add(taken);
      const next: Taken | null = await workOn(taken);
      held.delete(taken);
      const isGivenBack = next !== null && stopping.signal.aborted;
      if (isGivenBack) await tell(() => next.bull.moveToWait(next.token));
      taken = isGivenBack ? null : next;
    }
  }

  async function workOn(taken: Taken): Promise<Taken | null> {
    const { bull, token, source } = taken;
    try {
      const waiting = parseWaiting(bull.data);
      // Counted when it is claimed, so that what kills its worker is counted as well.
      const attempt = Math.max(1, bull.attemptsStarted);
      if (waiting.v === 3) await workOnBundle(taken, attempt, waiting.jobs);
      else await workOnJob(waiting, attempt);
    } catch (error) {
      const isUnreadable = error instanceof UnreadableJob;
      const told = isUnreadable ? new UnrecoverableError(`job ${bull.id} ${error.message}`) : (error as Error);
      if (isUnreadable) handlers.onTrouble(told);
      await tell(() => bull.moveToFailed(told, token, false));
      return null;
    }
    return tell(() => source.complete(taken, !stopping.signal.aborted && finder.mayFollow(source)));
  }

  async function workOnJob(waiting: Job | QueuedJob, claims: number): Promise<void> {
    const job = await reader.read(waiting);
    const attempt = claims + ((waiting.v === 2 && waiting.attemptsBefore) || 0);
    const claim = { job, attempt, isLastAttempt: attempt >= mostAttempts, claimedAtMs: nowMs() };
    await (attempt > mostAttempts ? handlers.giveUp(claim) : handlers.handle(claim));
  }

  /**
   * A bundle is tried as one once, so that no job has to answer for another: when it comes again, its worker died or
   * lost it, and each of its jobs goes on by itself. One that has its result is acknowledged by whoever claims it.
   */
  async function workOnBundle(taken: Taken, attempt: number, jobs: readonly QueuedJob[]): Promise<void> {
    const apart = attempt > 1 ? jobs : await workOnEach(jobs);
    if (apart.length === 0) return;
    await taken.source.addApart(taken, apart);
    handlers.tookApart?.(apart.length);
  }

  /** @returns the jobs that have no result: those that are to be tried again, and those that were not begun. */
  async function workOnEach(jobs: readonly QueuedJob[]): Promise<QueuedJob[]> {
    const apart: QueuedJob[] = [];
    const left = jobs.values();
    const inTurn = async (): Promise<void> => {
      for (const job of left) {
        if (stopping.signal.aborted) apart.push(job);
        else await workOnJob(job, 1).catch(() => apart.push({ ...job, attemptsBefore: 1 }));
      }
    };
    await Promise.all(Array.from({ length: Math.min(slots, jobs.length) }, inTurn));
    return apart;
  }

  /** Tells the queue what became of a claim, until it is heard (and answers), or says that it is another's by now. */
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
      clearInterval(renewing);
      await finder.close();
      await looking;
    },
  };
}
