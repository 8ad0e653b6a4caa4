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
  /** Whether a job has its result, so that nothing is left to do. Of a bundle all are asked for in one turn. */
  isDone(job: Job): Promise<boolean>;
  /**
   * Resolves when the result is safe; the job is acknowledged after that. Rejects to be tried again later.
   * @param goOn may be called when nothing is left but to keep the result: the next job of a bundle then begins.
   */
  handle(claim: Claim, goOn: () => void): Promise<void>;
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

/** A job of a bundle that has no result; without `job` where it cannot be read. */
interface Opened {
  waiting: QueuedJob;
  job: Job | undefined;
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
  /** What is another's by now, or nobody's. */
  const lost = new WeakSet<Taken>();
  const inHand = new Set<Promise<void>>();
  const free = () => [...held].reduce((left, { size }) => left - size, slots);
  const renewing = setInterval(() => {
    for (const taken of held) renew(taken).catch(handlers.onTrouble);
  }, leaseMs / 4);
  const looking = lookUntil(stopping.signal);

  async function renew(taken: Taken): Promise<void> {
    const isHeld = (await taken.bull.extendLock(taken.token, leaseMs)) === 1;
    if (!isHeld) lost.add(taken);
  }

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
      else await workOnSingle(waiting, attempt);
    } catch (error) {
      const isUnreadable = error instanceof UnreadableJob;
      const told = isUnreadable ? new UnrecoverableError(`job ${bull.id} ${error.message}`) : (error as Error);
      if (isUnreadable) handlers.onTrouble(told);
      await tell(() => bull.moveToFailed(told, token, false));
      return null;
    }
    return tell(() => source.complete(taken, !stopping.signal.aborted && finder.mayFollow(source)));
  }

  async function workOnSingle(waiting: Job | QueuedJob, claims: number): Promise<void> {
    const job = await open(waiting);
    const before = waiting.v === 2 ? (waiting.attemptsBefore ?? 0) : 0;
    if (job !== null) await workOnJob(job, before + claims, () => undefined);
  }

  /** @returns the job, or null where it has its result. */
  async function open(waiting: Job | QueuedJob): Promise<Job | null> {
    const job = await reader.read(waiting);
    return (await handlers.isDone(job)) ? null : job;
  }

  async function workOnJob(job: Job, attempt: number, goOn: () => void): Promise<void> {
    const claim = { job, attempt, isLastAttempt: attempt >= mostAttempts, claimedAtMs: nowMs() };
    await (attempt > mostAttempts ? handlers.giveUp(claim) : handlers.handle(claim, goOn));
  }

  /**
   * A bundle is tried as one once, so that no job has to answer for another: when it comes again, its worker died or
   * lost it, and what has no result goes on by itself.
   */
  async function workOnBundle(taken: Taken, attempt: number, jobs: readonly QueuedJob[]): Promise<void> {
    // What cannot be opened goes on by itself too, and is told of there.
    const opened = await Promise.all(
      jobs.map(async (waiting) => ({ waiting, job: await open(waiting).catch(() => undefined) })),
    );
    const left = opened.filter((each): each is Opened => each.job !== null);
    const apart = attempt > 1 ? left.map(({ waiting }) => waiting) : await workOnEach(taken, left);
    if (apart.length === 0) return;
    await taken.source.addApart(taken, apart);
    handlers.tookApart?.(apart.length);
  }

  /** @returns the jobs that have no result: those that are to be tried again, and those that were not begun. */
  async function workOnEach(taken: Taken, jobs: readonly Opened[]): Promise<QueuedJob[]> {
    const apart: QueuedJob[] = [];
    const safe: Promise<void>[] = [];
    const left = jobs.values();
    const inTurn = async (): Promise<void> => {
      for (const { waiting, job } of left) {
        // Whoever has the bundle now takes it apart.
        if (lost.has(taken)) return;
        if (job === undefined || stopping.signal.aborted) {
          apart.push(waiting);
          continue;
        }
        const next = Promise.withResolvers<void>();
        const work = workOnJob(job, 1, next.resolve).catch(() => void apart.push({ ...waiting, attemptsBefore: 1 }));
        safe.push(work);
        await Promise.race([next.promise, work]);
      }
    };
    await Promise.all(Array.from({ length: Math.min(slots, jobs.length) }, inTurn));
    await Promise.all(safe);
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
