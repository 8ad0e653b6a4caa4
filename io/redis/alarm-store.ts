/** Alarms in Redis: raised once whoever judges, ended once, and remembered for a while. */
import type { Redis } from "ioredis";
import { type Alarm, type AlarmChange, alarm, alarmChange } from "#contracts/alarm.ts";
import { keys } from "./keys.ts";
import { runScript, script } from "./script.ts";
import { fieldsOf, type StreamEntry } from "./stream-entry.ts";

/** One atomic step, so that of several judges one raises and one ends, and a new wording keeps the first instant. */
const judgeScript = script(`
local alarms, changes = unpack(KEYS)
local camera, wanted, now, kept = ARGV[1], cjson.decode(ARGV[2]), ARGV[3], ARGV[4]
redis.call('HSET', alarms, 'judgedAtMs', now)
local standing = {}
for _, each in ipairs(wanted) do
  standing[each.id] = true
  local before = redis.call('HGET', alarms, each.id)
  if before then each.sinceMs = cjson.decode(before).sinceMs
  else redis.call('XADD', changes, 'MAXLEN', '~', kept, '*', 'change', 'raised', 'atMs', now, 'alarm', cjson.encode(each)) end
  redis.call('HSET', alarms, each.id, cjson.encode(each))
end
local all = redis.call('HGETALL', alarms)
for at = 1, #all, 2 do
  if all[at] ~= 'judgedAtMs' and not standing[all[at]] and cjson.decode(all[at + 1]).camera == camera then
    redis.call('HDEL', alarms, all[at])
    redis.call('XADD', changes, 'MAXLEN', '~', kept, '*', 'change', 'ended', 'atMs', now, 'alarm', all[at + 1])
  end
end
return 1
`);

const changesKept = 1000;

export interface AlarmStore {
  /** Makes a camera's alarms those of this judgement: new ones are raised, and those that are not among them end. */
  judge(camera: string, alarms: readonly Alarm[], nowMs: number): Promise<void>;
  read(): Promise<{ judgedAtMs: number | null; active: Alarm[]; recent: AlarmChange[] }>;
}

export function alarmStore(redis: Redis): AlarmStore {
  return {
    async judge(camera, alarms, nowMs) {
      await runScript(
        redis,
        judgeScript,
        [keys.alarms, keys.alarmChanges],
        [camera, JSON.stringify(alarms), nowMs, changesKept],
      );
    },
    async read() {
      const [{ judgedAtMs, ...stored }, entries] = await Promise.all([
        redis.hgetall(keys.alarms),
        redis.xrevrange(keys.alarmChanges, "+", "-", "COUNT", 50) as Promise<StreamEntry[]>,
      ]);
      const active = Object.values(stored).map((text) => alarm.parse(JSON.parse(text)));
      return {
        judgedAtMs: judgedAtMs === undefined ? null : Number(judgedAtMs),
        active: active.sort((left, right) => left.sinceMs - right.sinceMs),
        recent: entries.map(([, flat]) => {
          const { change, atMs, alarm: text = "null" } = fieldsOf(flat);
          return alarmChange.parse({ ...(JSON.parse(text) as object), change, atMs: Number(atMs) });
        }),
      };
    },
  };
}
