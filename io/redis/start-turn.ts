/** Turns to get ready: of a machine's many workers only a few start at a time, and none waits for a number's sake. */
import { setTimeout as pause } from "node:timers/promises";
import type { Redis } from "ioredis";
import { keys } from "./keys.ts";
import { runScript, script } from "./script.ts";

export interface StartTurn {
  /** Workers of one host share its turns. */
  host: string;
  worker: string;
  /** Workers that may get ready at the same time. */
  atOnce: number;
}

/** A worker that dies while it gets ready holds its turn so long at most. */
const longestMs = 60_000;
const askEveryMs = 50;

const takeScript = script(`
local turns = KEYS[1]
local worker, atOnce, longest = unpack(ARGV)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', turns, '-inf', now)
if redis.call('ZCARD', turns) >= tonumber(atOnce) then return 0 end
redis.call('ZADD', turns, now + longest, worker)
redis.call('PEXPIRE', turns, longest)
return 1
`);

/** Waits for a turn, does the work, and hands the turn on. */
export async function inTurn<T>(redis: Redis, { host, worker, atOnce }: StartTurn, work: () => Promise<T>): Promise<T> {
  const turns = keys.starting(host);
  while ((await runScript(redis, takeScript, [turns], [worker, atOnce, longestMs])) !== 1) await pause(askEveryMs);
  try {
    return await work();
  } finally {
    await redis.zrem(turns, worker);
  }
}
