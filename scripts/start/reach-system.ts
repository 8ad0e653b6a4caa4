/** Points a command at the system that runs on this machine, whose Redis and port nobody needs to know. */
import { resolve } from "node:path";
import { findRunningSystem } from "./running-system.ts";
import { defaultDataDir } from "./settings.ts";

/** @returns the settings to add to the environment; what a person has set stays as it is. */
export function reachSystem(env: NodeJS.ProcessEnv, find = findRunningSystem): Record<string, string> {
  const dataDir = resolve(env["DATA_DIR"] || defaultDataDir);
  const reach = find(dataDir)?.reach ?? null;
  const found: Record<string, string> = { DATA_DIR: dataDir };
  // One that was given by hand means another system: then nothing of this one must be mixed in.
  if (reach !== null && !env["REDIS_URL"] && !env["KAFKA_BROKERS"]) {
    found["REDIS_URL"] = reach.redisUrl;
    if (reach.kafkaBrokers !== null) found["KAFKA_BROKERS"] = reach.kafkaBrokers;
    if (!env["PORT"]) found["PORT"] = String(reach.port);
    if (!env["HOST"]) found["HOST"] = reach.host;
  }
  return found;
}
