/** One way to reach Redis: a connection that waits for a Redis that is away instead of failing every caller. */
import { Redis } from "ioredis";

export type { Redis };

/**
 * @param role name of the connection, shown by Redis in CLIENT LIST.
 * @param patience `wait`: commands wait until Redis is back (consumers, workers);
 *   `fail-fast`: a command that cannot be sent within two seconds fails (requests of a page).
 */
export function connectRedis(url: string, role: string, patience: "wait" | "fail-fast" = "wait"): Redis {
  const redis = new Redis(url, {
    connectionName: `firstlook-${role}`,
    maxRetriesPerRequest: patience === "wait" ? null : 1,
    ...(patience === "fail-fast" ? { commandTimeout: 2000 } : {}),
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 5), 1000),
    enableReadyCheck: true,
  });
  // Without a listener ioredis prints each failed attempt; those who care listen themselves.
  redis.on("error", () => undefined);
  return redis;
}
