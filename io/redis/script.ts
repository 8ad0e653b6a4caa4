/** Runs Lua scripts by their digest: what must change together changes in one atomic step in Redis. */
import { createHash } from "node:crypto";
import type { ChainableCommander, Redis } from "ioredis";

export interface Script {
  source: string;
  sha: string;
}

export function script(source: string): Script {
  return { source, sha: createHash("sha1").update(source).digest("hex") };
}

type Argument = string | number | Buffer;

/** Runs one script; a Redis that has forgotten it (a restart) is told it again. */
export async function runScript(
  redis: Redis,
  { source, sha }: Script,
  keyNames: readonly string[],
  args: readonly Argument[],
): Promise<unknown> {
  try {
    return await redis.evalsha(sha, keyNames.length, ...keyNames, ...args);
  } catch (error) {
    if (!(error as Error).message.startsWith("NOSCRIPT")) throw error;
    return redis.eval(source, keyNames.length, ...keyNames, ...args);
  }
}

/** Runs one script for each call in one round trip. */
export async function runScripts(
  redis: Redis,
  { source, sha }: Script,
  calls: readonly { keys: readonly string[]; args: readonly Argument[] }[],
): Promise<unknown[]> {
  if (calls.length === 0) return [];
  const pipeline: ChainableCommander = redis.pipeline();
  // SCRIPT LOAD in the same pipeline makes every EVALSHA behind it safe against a restarted Redis.
  pipeline.script("LOAD", source);
  for (const call of calls) pipeline.evalsha(sha, call.keys.length, ...call.keys, ...call.args);
  const replies = (await pipeline.exec()) ?? [];
  for (const [error] of replies) if (error) throw error;
  return replies.slice(1).map(([, value]) => value);
}
