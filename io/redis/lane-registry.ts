/** Every queue that ever had a job, so that nothing waits in one that nobody looks at, whatever the settings are now. */
import type { Redis } from "ioredis";
import { z } from "zod";
import { type Lane, queueName } from "./job-lanes.ts";
import { keys } from "./keys.ts";

const lane = z.object({ pool: z.string(), lane: z.number().int(), lanes: z.number().int() });

export async function registerLanes(redis: Redis, lanes: readonly Lane[]): Promise<void> {
  if (lanes.length === 0) return;
  await redis.hset(keys.queues, ...lanes.flatMap((each) => [queueName(each), JSON.stringify(each)]));
}

/** @returns the queues that are registered, in no order. */
export async function readLanes(redis: Redis): Promise<Lane[]> {
  return Object.values(await redis.hgetall(keys.queues)).map((text) => lane.parse(JSON.parse(text)));
}
