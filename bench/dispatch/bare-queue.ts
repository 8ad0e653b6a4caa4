/** What BullMQ alone costs on this machine: jobs of the size of ours added, claimed and completed by a worker that does nothing. */
import { Queue, Worker } from "bullmq";
import { keys } from "#io/redis/keys.ts";
import type { Rig } from "./rig.ts";

export interface BareQueue {
  jobs: number;
  jobsPerS: number;
  /** ms of CPU for each job: of Redis, and of the one process that adds and works. */
  cpuMsPerJob: { redis: number; node: number };
}

/** @param jobs as many as the path through Firstlook is measured with, in batches of one focal plane. */
export async function measureBareQueue(
  { redis, cpuMs }: Pick<Rig, "redis" | "cpuMs">,
  jobs: number,
): Promise<BareQueue> {
  const options = { connection: redis, prefix: keys.queuePrefix };
  const queue = new Queue("bare", options);
  const [before, usageBefore, startedAtMs] = [cpuMs(), process.cpuUsage(), performance.now()];
  const data = { text: "x".repeat(500) };
  const batch = 205;
  const { promise, resolve } = Promise.withResolvers<void>();
  let done = 0;
  const work = async () => {
    done += 1;
    if (done === jobs) resolve();
  };
  const worker = new Worker("bare", work, { ...options, concurrency: 64 });
  for (let from = 0; from < jobs; from += batch) {
    const ids = Array.from({ length: Math.min(batch, jobs - from) }, (_, at) => `BenchCam~${from + at}~raw~quick-look`);
    await queue.addBulk(ids.map((jobId) => ({ name: "no-op", data, opts: { jobId, removeOnComplete: true } })));
  }
  await promise;
  const elapsedS = (performance.now() - startedAtMs) / 1000;
  const { user, system } = process.cpuUsage(usageBefore);
  const server = "redis-server";
  const redisMs = (cpuMs()[server] ?? 0) - (before[server] ?? 0);
  await worker.close();
  await queue.close();
  return {
    jobs,
    jobsPerS: jobs / elapsedS,
    cpuMsPerJob: { redis: redisMs / jobs, node: (user + system) / 1000 / jobs },
  };
}
