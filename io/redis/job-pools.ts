/** Pools of jobs: each is a queue, or several lanes of one, with workers of its own and the policy that operators chose. */
import type { Redis } from "ioredis";
import { type PoolPolicy, poolControlOf } from "#contracts/control.ts";
import type { Job } from "#contracts/job.ts";
import { controlStore } from "./control-store.ts";
import { bundled } from "./job-bundles.ts";
import { type Lane, laneOf, queueName } from "./job-lanes.ts";
import { keepPlans } from "./job-plans.ts";
import { type JobQueue, openJobQueue, type QueueCounts } from "./job-queue.ts";
import { readLanes, registerLanes } from "./lane-registry.ts";
import { countRate, ratePerMin } from "./rates.ts";

/** What waits and is worked on in one pool, over all its lanes. */
export interface PoolCounts extends QueueCounts {
  name: string;
  inPerMin: number;
  outPerMin: number;
}

export interface JobPools {
  /** Adds jobs to their pools, in the pools' order and batch size; a job whose id is there already changes nothing. */
  add(jobs: readonly Job[]): Promise<void>;
  /** Adds a job whose former self was worked off, with attempts of its own. */
  addAgain(job: Job): Promise<void>;
  /** Puts what waits in a pool into the order of the policy. */
  reorder(pool: string, policy: PoolPolicy): Promise<void>;
  /** @returns every pool that ever had a job, and those that are asked for, by name. */
  counts(nowMs: number): Promise<PoolCounts[]>;
  close(): Promise<void>;
}

/** @param lanes how many queues a pool is cut into. @param known pools that are told of before they have a job. */
export function openJobPools(
  redis: Redis,
  { lanes = 1, known = [] }: { lanes?: number; known?: readonly string[] } = {},
) {
  const control = controlStore(redis);
  const queues = new Map<string, JobQueue>();
  const queueOf = (lane: Lane): JobQueue => {
    const name = queueName(lane);
    const queue = queues.get(name) ?? openJobQueue(redis, name);
    queues.set(name, queue);
    return queue;
  };
  const lanesByPool = async () => Map.groupBy(await readLanes(redis), ({ pool }) => pool);

  async function poolCounts(name: string, ofPool: readonly Lane[], nowMs: number): Promise<PoolCounts> {
    const [inPerMin, outPerMin, ...counts] = await Promise.all([
      ratePerMin(redis, name, "in", nowMs),
      ratePerMin(redis, name, "out", nowMs),
      ...ofPool.map((lane) => queueOf(lane).view(nowMs)),
    ]);
    const ages = counts.flatMap(({ oldestAgeMs }) => oldestAgeMs ?? []);
    return {
      name,
      waiting: counts.reduce((sum, { waiting }) => sum + waiting, 0),
      active: counts.reduce((sum, { active }) => sum + active, 0),
      oldestAgeMs: ages.length > 0 ? Math.max(...ages) : null,
      inPerMin,
      outPerMin,
    };
  }

  const pools: JobPools = {
    async add(jobs) {
      if (jobs.length === 0) return;
      const laneFor = (job: Job): Lane => ({ pool: job.pool, lane: laneOf(job, lanes), lanes });
      const placed = jobs.map(laneFor);
      const targets = new Map(placed.map((lane) => [queueName(lane), lane]));
      // What a job needs is safe before the job can be claimed.
      const [state, queued] = await Promise.all([
        control.read(),
        keepPlans(redis, jobs),
        registerLanes(redis, [...targets.values()]),
      ]);
      const byQueue = Map.groupBy(queued, (_, index) => queueName(placed[index] as Lane));
      const pipeline = redis.pipeline();
      const adding = [...targets].map(([name, lane]) => {
        const ofLane = byQueue.get(name) ?? [];
        countRate(pipeline, lane.pool, "in", ofLane.length, Date.now());
        const { policy, batchSize } = poolControlOf(state, lane.pool);
        return queueOf(lane).addKept(bundled(ofLane, batchSize), policy);
      });
      await Promise.all([...adding, pipeline.exec()]);
    },

    async addAgain(job) {
      const lane = { pool: job.pool, lane: laneOf(job, lanes), lanes };
      await registerLanes(redis, [lane]);
      await queueOf(lane).addAgain(job);
    },

    async reorder(pool, policy) {
      const ofPool = (await lanesByPool()).get(pool) ?? [];
      await Promise.all(ofPool.map((lane) => queueOf(lane).reorder(policy)));
    },

    async counts(nowMs) {
      const byPool = await lanesByPool();
      const names = [...new Set([...known, ...byPool.keys()])].sort();
      return Promise.all(names.map((name) => poolCounts(name, byPool.get(name) ?? [], nowMs)));
    },

    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
  return pools;
}
