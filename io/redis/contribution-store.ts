/** What other programs add to exposures and nights; every version of a file keeps its number and its instant. */
import type { Redis } from "ioredis";
import {
  type ChannelItem,
  type Contributed,
  channelItem,
  contributed,
  type ForeignValue,
} from "#contracts/contributed.ts";
import { exposureIdOf } from "#contracts/identity.ts";
import { keys } from "./keys.ts";
import { runScripts, script } from "./script.ts";

/** One addition, with its file already in its place. */
export interface Addition {
  camera: string;
  dayObs: number;
  /** null is the whole night. */
  seqNum: number | null;
  item: Omit<ChannelItem, "firstCameAtMs" | "version"> | null;
  values: Readonly<Record<string, ForeignValue>>;
}

export interface ContributionStore {
  /** Keeps additions, one round trip for all; an exposure that nobody knew of exists from here on. */
  add(additions: readonly Addition[]): Promise<void>;
  /** @returns what the whole night got, by channel and file. */
  readNight(camera: string, dayObs: number): Promise<ChannelItem[]>;
  /** @returns an item of an exposure (`seqNum`) or a whole night (null); null when there is none. */
  readItem(of: Omit<Addition, "item" | "values">, channel: string, file: string): Promise<ChannelItem | null>;
}

const addScript = script(`
local items, values, exposure, changed, night, nights, cameras, changes = unpack(KEYS)
local field, item, given, camera, id, dayObs, seqNum = unpack(ARGV)
local isChanged = false
if field ~= '' then
  local came = cjson.decode(item)
  local before = redis.call('HGET', items, field)
  local isSame = false
  came.version, came.firstCameAtMs = 1, came.cameAtMs
  if before then
    before = cjson.decode(before)
    local isSamePlace = (before.place.key or before.place.uri) == (came.place.key or came.place.uri)
    isSame = isSamePlace and came.stamp ~= cjson.null and before.stamp == came.stamp
    came.version, came.firstCameAtMs = before.version + 1, before.firstCameAtMs
  end
  if not isSame then
    redis.call('HSET', items, field, cjson.encode(came))
    isChanged = true
  end
end
for column, value in pairs(cjson.decode(given)) do
  if redis.call('HGET', values, column) ~= value then
    redis.call('HSET', values, column, value)
    isChanged = true
  end
end
if id == '' or not isChanged then return isChanged and 1 or 0 end
if redis.call('HSETNX', exposure, 'exposureId', id) == 1 then
  redis.call('HSET', exposure, 'camera', camera, 'dayObs', dayObs, 'seqNum', seqNum, 'obsId', '')
end
redis.call('ZADD', night, seqNum, id)
redis.call('ZADD', nights, dayObs, dayObs)
redis.call('SADD', cameras, camera)
redis.call('ZADD', changed, redis.call('HINCRBY', exposure, 'revision', 1), 'contributed')
redis.call('XADD', changes, '*', 'camera', camera, 'id', id)
return 1
`);

export function contributionStore(redis: Redis): ContributionStore {
  return {
    async add(additions) {
      await runScripts(redis, addScript, additions.map(addCall));
    },

    async readNight(camera, dayObs) {
      const kept = await redis.hvals(keys.nightChannelItems(camera, dayObs));
      return kept.map((text) => channelItem.parse(JSON.parse(text)));
    },

    async readItem(of, channel, file) {
      const text = await redis.hget(itemsKey(of), `${channel}~${file}`);
      return text === null ? null : channelItem.parse(JSON.parse(text));
    },
  };
}

/** @returns what others added, from the two hashes of an exposure. */
export function contributedFrom(items: Record<string, string>, values: Record<string, string>): Contributed {
  return contributed.parse({
    items: Object.values(items).map((text) => JSON.parse(text)),
    values: Object.fromEntries(Object.entries(values).map(([column, text]) => [column, JSON.parse(text)])),
  });
}

function itemsKey({ camera, dayObs, seqNum }: Omit<Addition, "item" | "values">): string {
  if (seqNum === null) return keys.nightChannelItems(camera, dayObs);
  return keys.channelItems(camera, exposureIdOf(dayObs, seqNum));
}

function addCall(addition: Addition): { keys: string[]; args: (string | number)[] } {
  const { camera, dayObs, seqNum, item, values } = addition;
  const id = seqNum === null ? "" : exposureIdOf(dayObs, seqNum);
  return {
    keys: [
      itemsKey(addition),
      keys.foreignValues(camera, id),
      keys.exposure(camera, id),
      keys.changed(camera, id),
      keys.night(camera, dayObs),
      keys.nights(camera),
      keys.cameras,
      keys.changes,
    ],
    args: [
      item ? `${item.channel}~${item.file}` : "",
      item ? JSON.stringify(item) : "",
      JSON.stringify(
        Object.fromEntries(Object.entries(values).map(([column, value]) => [column, JSON.stringify(value)])),
      ),
      camera,
      id,
      dayObs,
      seqNum ?? 0,
    ],
  };
}
