/** Resolved configurations by hash: written once by whoever queues, and kept as long as the results that name them. */
import type { Redis } from "ioredis";
import { type StoredConfig, storedConfig } from "#contracts/config.ts";
import type { Job } from "#contracts/job.ts";
import { keys } from "./keys.ts";

/** Keeps the configurations of these jobs; one that is there already stays as it is. */
export async function keepConfigs(redis: Redis, jobs: readonly Job[]): Promise<void> {
  // A rule that the header chooses has a configuration of its own.
  const candidates = jobs.flatMap(({ task, taskVersion, selection }) =>
    (selection?.candidates ?? []).flatMap(({ config, configHash }) =>
      config && configHash ? [{ task, taskVersion, config, configHash }] : [],
    ),
  );
  const byHash = new Map([...jobs, ...candidates].map((each) => [each.configHash, each]));
  const pipeline = redis.pipeline();
  for (const { configHash, task, taskVersion, config } of byHash.values()) {
    const kept: StoredConfig = { configHash, task, taskVersion, config };
    pipeline.setnx(keys.config(configHash), JSON.stringify(kept));
  }
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
}

/** @returns the configuration of that hash, or null where none was kept. */
export async function readConfig(redis: Redis, configHash: string): Promise<StoredConfig | null> {
  const text = await redis.get(keys.config(configHash));
  return text === null ? null : storedConfig.parse(JSON.parse(text));
}
