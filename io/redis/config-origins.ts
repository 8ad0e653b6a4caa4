/** Where the values of a configuration come from, kept by its hash beside the values themselves. */
import type { Redis } from "ioredis";
import type { StoredConfig } from "#contracts/config.ts";
import { type ConfigOrigin, configOrigin } from "#contracts/configuration.ts";
import { keys } from "./keys.ts";

/** Keeps configurations and origins; of one task of a pipeline and hash the newest origin stays. */
export async function keepOrigins(
  redis: Redis,
  configs: readonly { stored: StoredConfig; origin: ConfigOrigin }[],
): Promise<void> {
  const pipeline = redis.pipeline();
  for (const { stored, origin } of configs) {
    pipeline.setnx(keys.config(stored.configHash), JSON.stringify(stored));
    pipeline.hset(keys.configOrigins(stored.configHash), `${origin.pipeline}#${origin.label}`, JSON.stringify(origin));
  }
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
}

/** @returns the origins of that hash by name of the pipeline; none when no process kept any. */
export async function readOrigins(redis: Redis, configHash: string): Promise<ConfigOrigin[]> {
  const all = await redis.hvals(keys.configOrigins(configHash));
  return all
    .map((text) => configOrigin.parse(JSON.parse(text)))
    .sort((left, right) => (left.pipeline < right.pipeline ? -1 : 1));
}
