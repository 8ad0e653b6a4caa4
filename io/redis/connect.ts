/** One way to reach Redis: a connection that waits for a Redis that is away instead of failing every caller. */
import { readFileSync } from "node:fs";
import { Redis, type RedisOptions } from "ioredis";
import { parseRedisUrl } from "./redis-url.ts";

export type { Redis };

/** What the type of replies depends on is not for a caller to set. */
type EntryOptions = Omit<RedisOptions, "replyMapping">;

/**
 * @param url `redis://`, `rediss://`, `redis+sentinel://` or `rediss+sentinel://`, see `parseRedisUrl`.
 * @param role name of the connection, shown by Redis in CLIENT LIST.
 * @param patience `wait`: commands wait until Redis is back (consumers, workers);
 *   `fail-fast`: a command that cannot be sent within two seconds fails (requests of a page).
 */
export function connectRedis(url: string, role: string, patience: "wait" | "fail-fast" = "wait"): Redis {
  const options: EntryOptions = {
    ...redisOptions(url),
    connectionName: `firstlook-${role}`,
    maxRetriesPerRequest: patience === "wait" ? null : 1,
    ...(patience === "fail-fast" ? { commandTimeout: 2000 } : {}),
    retryStrategy: retryAfterMs,
    sentinelRetryStrategy: retryAfterMs,
    enableReadyCheck: true,
    // A master that Sentinel has made a replica refuses to write: then Sentinel is asked for the new one.
    reconnectOnError: (error) => (error.message.startsWith("READONLY") ? 2 : false),
  };
  const redis = new TurnedRedis(options);
  // Without a listener ioredis prints each failed attempt; those who care listen themselves.
  redis.on("error", () => undefined);
  return redis;
}

type Command = Parameters<Redis["sendCommand"]>;

/** A connection that writes the commands of one turn of the event loop at once: a system call a turn, not one each. */
class TurnedRedis extends Redis {
  #isTurn = false;

  override sendCommand(...[command, stream]: Command): unknown {
    // Those of a pipeline come with a stream of their own, which is written at once anyway.
    if (stream === undefined && !this.#isTurn) this.#holdForTurn();
    return super.sendCommand(command, stream);
  }

  #holdForTurn(): void {
    const { stream } = this;
    if (!stream?.writable) return;
    this.#isTurn = true;
    stream.cork();
    // After all that is ready in this turn, and before anything is waited for.
    process.nextTick(() => {
      this.#isTurn = false;
      stream.uncork();
    });
  }
}

function retryAfterMs(attempt: number): number {
  return Math.min(50 * 2 ** Math.min(attempt, 5), 1000);
}

/** @returns what ioredis needs to enter the Redis of this URL. @throws Error when the URL or its `ca` file cannot be used. */
export function redisOptions(url: string): EntryOptions {
  const place = parseRedisUrl(url);
  const tls = place.tls
    ? {
        ...(place.caFile === null ? {} : { ca: readFileSync(place.caFile) }),
        ...(place.serverName === null ? {} : { servername: place.serverName }),
      }
    : null;
  return {
    ...(place.server ?? {}),
    ...(place.sentinels && {
      sentinels: place.sentinels.hosts,
      name: place.sentinels.masterName,
      ...(place.sentinels.isOpen || place.username === null ? {} : { sentinelUsername: place.username }),
      ...(place.sentinels.isOpen || place.password === null ? {} : { sentinelPassword: place.password }),
      ...(tls && { sentinelTLS: tls, enableTLSForSentinelMode: true }),
    }),
    db: place.database,
    ...(place.username === null ? {} : { username: place.username }),
    ...(place.password === null ? {} : { password: place.password }),
    ...(tls && { tls }),
  };
}
