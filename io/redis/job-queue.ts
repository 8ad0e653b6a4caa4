/** The queue of jobs: BullMQ on Redis. The only file that knows BullMQ beside the workers' claim. */
import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import type { PoolPolicy } from "#contracts/control.ts";
import type { Job } from "#contracts/job.ts";
import type { QueuedJob } from "#contracts/queued-job.ts";
import { keepPlans } from "./job-plans.ts";
import { keys } from "./keys.ts";

/** Attempts counted from the claim on, so that an image which kills its worker is given up as well. */
export const mostAttempts = 3;

/** BullMQ's last; jobs without a priority come before all that have one. */
const lowestPriority = 2 ** 21 - 1;

/** What waits in a queue and what is worked on. */
export interface QueueCounts {
  waiting: number;
  active: number;
  /** Age of the oldest waiting job; null when none waits. */
  oldestAgeMs: number | null;
}

export interface JobQueue {
  name: string;
  /**
   * Adds jobs and keeps what they share by hash; a job whose id is in the queue already changes nothing.
   * @param policy whether the jobs go behind those that wait, which is the default, or before them.
   */
  add(jobs: readonly Job[], policy?: PoolPolicy): Promise<void>;
  /** As `add`, for jobs whose shared parts are kept already. */
  addKept(jobs: readonly QueuedJob[], policy?: PoolPolicy): Promise<void>;
  /** Adds a job whose former self was worked off, with attempts of its own. */
  addAgain(job: Job): Promise<void>;
  /** Puts those that wait into the order of the policy, in one step. */
  reorder(policy: PoolPolicy): Promise<void>;
  view(nowMs: number): Promise<QueueCounts>;
  close(): Promise<void>;
}

export function openJobQueue(redis: Redis, name: string): JobQueue {
  const queue = new Queue<QueuedJob>(name, { connection: redis, prefix: keys.queuePrefix });
  queue.on("error", () => undefined);
  const jobQueue: JobQueue = {
    name,
    async add(jobs, policy) {
      if (jobs.length > 0) await jobQueue.addKept(await keepPlans(redis, jobs), policy);
    },
    async addKept(jobs, policy = "oldest-first") {
      await queue.addBulk(
        jobs.map((job) => ({
          name: job.task,
          data: job,
          opts: {
            jobId: job.id,
            lifo: policy === "newest-first",
            // The claim counts attempts; what cannot be kept is tried until it can.
            attempts: Number.MAX_SAFE_INTEGER,
            backoff: { type: "custom" },
            // The pool of side runs has first runs as well, of exposures that came late: those go first.
            ...(job.run !== undefined && { priority: lowestPriority }),
            // The store remembers what was queued and has the results, so the queue forgets what is finished. To keep the
            // last thousand has Redis remove one with each job, which makes an acknowledgement half again as slow.
            removeOnComplete: true,
            removeOnFail: { count: 1000 },
          },
        })),
      );
    },
    async addAgain(job) {
      await queue.remove(job.id);
      await jobQueue.add([job]);
    },
    async reorder(policy) {
      const order = policy === "newest-first" ? "ASC" : "DESC";
      // BullMQ takes from the list's end.
      const wait = queue.toKey("wait");
      await redis.call("SORT", wait, "BY", `${queue.toKey("*")}->timestamp`, order, "STORE", wait);
    },
    async view(nowMs) {
      const counts = await queue.getJobCounts("waiting", "active", "delayed", "prioritized");
      // Which end is the older one depends on the policies that held while the jobs came.
      const ends = await Promise.all([queue.getWaiting(0, 0), queue.getWaiting(-1, -1)]);
      const instants = ends.flat().map(({ timestamp }) => timestamp);
      return {
        waiting: (counts.waiting ?? 0) + (counts.delayed ?? 0) + (counts.prioritized ?? 0),
        active: counts.active ?? 0,
        oldestAgeMs: instants.length > 0 ? Math.max(0, nowMs - Math.min(...instants)) : null,
      };
    },
    close: () => queue.close(),
  };
  return jobQueue;
}
