/** The queue of jobs: BullMQ on Redis. The only file that knows BullMQ beside the workers' claim. */
import { type JobsOptions, Queue } from "bullmq";
import type { Redis } from "ioredis";
import { z } from "zod";
import type { PoolPolicy } from "#contracts/control.ts";
import type { Job } from "#contracts/job.ts";
import type { JobBundle, QueuedJob } from "#contracts/queued-job.ts";
import { bundleSizePattern, waitingId } from "./job-bundles.ts";
import { keepPlans } from "./job-plans.ts";
import { keys } from "./keys.ts";
import { retryDelayMs } from "./retry-delay.ts";
import { runScript, script } from "./script.ts";

/** Attempts counted from the claim on, so that an image which kills its worker is given up as well. */
export const mostAttempts = 3;

/** BullMQ's last; jobs without a priority come before all that have one. */
const lowestPriority = 2 ** 21 - 1;

/** Entries of a queue that are looked at for bundles, those whose turn is next; each bundle beyond them counts as one. */
const mostLookedAt = 5000;

/** Jobs in lists of ids, those in bundles among them. */
const countScript = script(`
local counts = {}
for _, list in ipairs(KEYS) do
  local jobs = redis.call('LLEN', list)
  for _, id in ipairs(redis.call('LRANGE', list, -${mostLookedAt}, -1)) do
    local size = string.match(id, '${bundleSizePattern}')
    if size then jobs = jobs + tonumber(size) - 1 end
  end
  table.insert(counts, jobs)
end
return counts
`);

/** What waits in a queue and what is worked on, in jobs: a bundle counts as all that it held. */
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
  /** As `add`, for jobs and bundles whose shared parts are kept already. */
  addKept(jobs: readonly (QueuedJob | JobBundle)[], policy?: PoolPolicy): Promise<void>;
  /**
   * Adds jobs of a bundle by themselves, before all that wait; one that failed there waits first as after any failure.
   * @param queuedAtMs when the bundle was added: they are as old as it was.
   */
  addApart(jobs: readonly QueuedJob[], queuedAtMs: number): Promise<void>;
  /** Adds a job whose former self was worked off, with attempts of its own. */
  addAgain(job: Job): Promise<void>;
  /** Puts those that wait into the order of the policy, in one step. */
  reorder(policy: PoolPolicy): Promise<void>;
  view(nowMs: number): Promise<QueueCounts>;
  close(): Promise<void>;
}

export function openJobQueue(redis: Redis, name: string): JobQueue {
  const queue = new Queue<QueuedJob | JobBundle>(name, { connection: redis, prefix: keys.queuePrefix });
  queue.on("error", () => undefined);
  const jobQueue: JobQueue = {
    name,
    async add(jobs, policy) {
      if (jobs.length > 0) await jobQueue.addKept(await keepPlans(redis, jobs), policy);
    },
    async addKept(jobs, policy = "oldest-first") {
      await queue.addBulk(jobs.map((job) => entryOf(job, { lifo: policy === "newest-first" })));
    },
    async addApart(jobs, queuedAtMs) {
      const entries = jobs.map((job) => {
        const { attemptsBefore: failures } = job;
        const delay = failures === undefined ? 0 : retryDelayMs(failures, Math.random());
        return entryOf(job, { lifo: true, timestamp: queuedAtMs, ...(delay > 0 && { delay }) });
      });
      // Each goes before the one that was added before it.
      await queue.addBulk(entries.reverse());
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
      const counts = await queue.getJobCounts("delayed", "prioritized");
      const lists = [queue.toKey("wait"), queue.toKey("active")];
      const [waiting, active] = z.tuple([z.number(), z.number()]).parse(await runScript(redis, countScript, lists, []));
      // Which end is the older one depends on the policies that held while the jobs came.
      const ends = await Promise.all([queue.getWaiting(0, 0), queue.getWaiting(-1, -1)]);
      const instants = ends.flat().map(({ timestamp }) => timestamp);
      return {
        waiting: waiting + (counts.delayed ?? 0) + (counts.prioritized ?? 0),
        active,
        oldestAgeMs: instants.length > 0 ? Math.max(0, nowMs - Math.min(...instants)) : null,
      };
    },
    close: () => queue.close(),
  };
  return jobQueue;
}

/** A job or a bundle as BullMQ takes it. */
function entryOf(waiting: QueuedJob | JobBundle, place: Pick<JobsOptions, "lifo" | "timestamp" | "delay">) {
  return {
    name: waiting.v === 3 ? "bundle" : waiting.task,
    data: waiting,
    opts: {
      jobId: waitingId(waiting),
      ...place,
      // The claim counts attempts; what cannot be kept is tried until it can.
      attempts: Number.MAX_SAFE_INTEGER,
      backoff: { type: "custom" },
      // The pool of side runs has first runs as well, of exposures that came late: those go first.
      ...(waiting.v === 2 && waiting.run !== undefined && { priority: lowestPriority }),
      // The store remembers what was queued and has the results, so the queue forgets what is finished. To keep the
      // last thousand has Redis remove one with each job, which makes an acknowledgement half again as slow.
      removeOnComplete: true,
      removeOnFail: { count: 1000 },
    },
  };
}
