/** What processes other than workers say of themselves, and when by the clock of Redis, so that no machine's own matters. */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Redis } from "ioredis";
import { type ProcessBeat, processBeat } from "#contracts/process.ts";
import { keys } from "./keys.ts";
import { runScript, script } from "./script.ts";

/** A process that has been silent for so long is forgotten. */
const forgottenAfterMs = 3600_000;

export interface ProcessWord {
  /** Says that this process lives. @throws when Redis does not answer. */
  say(): Promise<void>;
  /** Takes back what was said: the process ends in good order. */
  takeBack(): Promise<void>;
}

const sayScript = script(`
local time = redis.call('TIME')
return redis.call('HSET', KEYS[1], ARGV[1], string.format('%d ', time[1] * 1000 + math.floor(time[2] / 1000)) .. ARGV[2])
`);

/** @param name a lasting name, so that a process that comes back takes the place of its former self; else one is made. */
export function processWord(
  redis: Redis,
  { role, version, does, name }: Pick<ProcessBeat, "role" | "version" | "does"> & { name?: string | undefined },
): ProcessWord {
  const host = hostname();
  const id = `${role}-${name ?? `${host}-${randomUUID().slice(0, 4)}`}`;
  return {
    async say() {
      const beat = {
        id,
        role,
        host,
        pid: process.pid,
        version,
        does,
        upMs: Math.round(performance.now()),
        rssBytes: process.memoryUsage.rss(),
      };
      await runScript(redis, sayScript, [keys.processes], [id, JSON.stringify(beat)]);
    },
    async takeBack() {
      await redis.hdel(keys.processes, id);
    },
  };
}

/** @returns the last word of each process with its age, by role and id; what is silent for an hour is forgotten. */
export async function readProcesses(redis: Redis): Promise<(ProcessBeat & { heartbeatAgeMs: number })[]> {
  const [time, stored] = await Promise.all([redis.time(), redis.hgetall(keys.processes)]);
  const nowMs = Number(time[0]) * 1000 + Math.floor(Number(time[1]) / 1000);
  const all = Object.values(stored).flatMap((text) => {
    const gap = text.indexOf(" ");
    const beat = processBeat.safeParse(JSON.parse(text.slice(gap + 1)));
    // One of a version that says less is not shown, and harms the others no more than that.
    return beat.success ? [{ ...beat.data, heartbeatAgeMs: Math.max(0, nowMs - Number(text.slice(0, gap))) }] : [];
  });
  const forgotten = all.filter(({ heartbeatAgeMs }) => heartbeatAgeMs > forgottenAfterMs).map(({ id }) => id);
  if (forgotten.length > 0) await redis.hdel(keys.processes, ...forgotten);
  return all
    .filter(({ id }) => !forgotten.includes(id))
    .sort(
      (left, right) => left.role.localeCompare(right.role) || left.id.localeCompare(right.id, "en", { numeric: true }),
    );
}
