/** Runs Lua scripts by their digest: what must change together changes in one atomic step in Redis. */
import { createHash } from "node:crypto";
import type { Redis } from "ioredis";

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

/** Runs one script for each call in one round trip: what is asked for in one turn is written at once (`connect.ts`). */
export function runScripts(
  redis: Redis,
  one: Script,
  calls: readonly { keys: readonly string[]; args: readonly Argument[] }[],
): Promise<unknown[]> {
  return Promise.all(calls.map((call) => runScript(redis, one, call.keys, call.args)));
}
