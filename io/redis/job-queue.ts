/** The queue of jobs: BullMQ on Redis. The only file that knows BullMQ beside the workers' claim. */
import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import type { Job } from "#contracts/job.ts";
import type { QueueView } from "#contracts/worker.ts";
import { keepConfigs } from "./config-store.ts";
import { keys } from "./keys.ts";
import { ratePerMin } from "./rates.ts";

/** Attempts counted from the claim on, so that an image which kills its worker is given up as well. */
export const mostAttempts = 3;

export interface JobQueue {
  name: string;
  /** Adds jobs and keeps their configurations by hash; a job whose id is in the queue already changes nothing. */
  add(jobs: readonly Job[]): Promise<void>;
  /** Adds a job whose former self was worked off, with attempts of its own. */
  addAgain(job: Job): Promise<void>;
  view(nowMs: number): Promise<QueueView>;
  close(): Promise<void>;
}

export function openJobQueue(redis: Redis, name: string): JobQueue {
  const queue = new Queue<Job>(name, { connection: redis, prefix: keys.queuePrefix });
  queue.on("error", () => undefined);
  async function add(jobs: readonly Job[]): Promise<void> {
    if (jobs.length === 0) return;
    await keepConfigs(redis, jobs);
    await queue.addBulk(
      jobs.map((job) => ({
        name: job.task,
        data: job,
        opts: {
          jobId: job.id,
          // The claim counts attempts; what cannot be kept is tried until it can.
          attempts: Number.MAX_SAFE_INTEGER,
          backoff: { type: "custom" },
          // The store remembers what was queued and has the results, so the queue forgets what is finished. To keep the
          // last thousand has Redis remove one with each job, which makes an acknowledgement half again as slow.
          removeOnComplete: true,
          removeOnFail: { count: 1000 },
        },
      })),
    );
  }

  return {
    name,
    add,
    async addAgain(job) {
      await queue.remove(job.id);
      await add([job]);
    },
    async view(nowMs) {
      const counts = await queue.getJobCounts("waiting", "active", "delayed", "prioritized");
      const [oldest] = await queue.getWaiting(0, 0);
      const [inPerMin, outPerMin] = await Promise.all([
        ratePerMin(redis, name, "in", nowMs),
        ratePerMin(redis, name, "out", nowMs),
      ]);
      return {
        name,
        waiting: (counts.waiting ?? 0) + (counts.delayed ?? 0) + (counts.prioritized ?? 0),
        active: counts.active ?? 0,
        oldestAgeMs: oldest ? Math.max(0, nowMs - oldest.timestamp) : null,
        inPerMin,
        outPerMin,
      };
    },
    close: () => queue.close(),
  };
}
