/** Versions of the configuration, which of them is in effect, and which one each exposure began with. */
import type { Redis } from "ioredis";
import { z } from "zod";
import {
  type ConfigurationReader,
  configurationReader,
  type TakenConfiguration,
  takenConfiguration,
} from "#contracts/configuration.ts";
import { keys } from "./keys.ts";
import { runScript, runScripts, script } from "./script.ts";

/** Texts by path, as `PipelineFiles` hold them. */
export interface StoredFiles {
  texts: ReadonlyMap<string, string>;
  root: string | null;
}

export interface ConfigurationStore {
  /**
   * Puts a version into effect, for exposures that begin from now on, and tells every process.
   * What comes from a disk is taken once: after a rollback the same files change nothing until someone reloads them.
   * @returns whether anything changed.
   */
  take(taken: TakenConfiguration, files: StoredFiles): Promise<boolean>;
  current(): Promise<string | null>;
  /** Newest first. */
  versions(): Promise<TakenConfiguration[]>;
  /** @returns the files of a version, or null when it is no longer kept. */
  files(version: string): Promise<StoredFiles | null>;
  /** @returns the version that each exposure began with; the one in effect where it begins now. */
  pin(exposures: readonly { camera: string; dayObs: number; exposureId: number }[]): Promise<(string | null)[]>;
  report(reader: ConfigurationReader): Promise<void>;
  /** @returns what processes said since that instant, by name. */
  readers(sinceMs: number): Promise<ConfigurationReader[]>;
  leave(process: string): Promise<void>;
  /** Calls with each version that is put into effect, and with null after a gap in the connection. */
  listen(onTaken: (version: string | null) => void): Promise<() => void>;
}

const versionsKept = 20;
/** An exposure may still be at work with a version that fell out of the list. */
const filesKeptS = 7 * 24 * 3600;

const takeScript = script(`
local current, versions, files, onDisk, filesPrefix = unpack(KEYS)
local version, how, entry, kept, keptFor, channel = unpack(ARGV)
if how == 'disk' and redis.call('GET', onDisk) == version then return 0 end
if how ~= 'rollback' then redis.call('SET', onDisk, version) end
if redis.call('GET', current) == version then return 0 end
for at = 7, #ARGV, 2 do redis.call('HSETNX', files, ARGV[at], ARGV[at + 1]) end
redis.call('PERSIST', files)
redis.call('LPUSH', versions, entry)
local old = redis.call('LRANGE', versions, kept, -1)
redis.call('LTRIM', versions, 0, kept - 1)
local live = {}
for _, each in ipairs(redis.call('LRANGE', versions, 0, -1)) do live[cjson.decode(each).version] = true end
for _, each in ipairs(old) do
  local gone = cjson.decode(each).version
  if not live[gone] then redis.call('EXPIRE', filesPrefix .. gone, keptFor) end
end
redis.call('SET', current, version)
redis.call('PUBLISH', channel, version)
return 1
`);

const pinScript = script(`
local pins, current = unpack(KEYS)
local known = redis.call('HGET', pins, ARGV[1])
if known then return known end
local version = redis.call('GET', current)
if version then redis.call('HSET', pins, ARGV[1], version) end
return version
`);

/** Where the root of the paths stands among them: no path is empty. */
const rootField = "";

export function configurationStore(redis: Redis): ConfigurationStore {
  return {
    async take(taken, { texts, root }) {
      const flat = [[rootField, root ?? ""], ...texts].flat();
      const changed = await runScript(
        redis,
        takeScript,
        [
          keys.configuration.current,
          keys.configuration.versions,
          keys.configuration.files(taken.version),
          keys.configuration.onDisk,
          keys.configuration.files(""),
        ],
        [
          taken.version,
          taken.how,
          JSON.stringify(taken),
          versionsKept,
          filesKeptS,
          keys.configuration.announced,
          ...flat,
        ],
      );
      return changed === 1;
    },

    current: () => redis.get(keys.configuration.current),

    async versions() {
      const entries = await redis.lrange(keys.configuration.versions, 0, -1);
      return entries.map((entry) => takenConfiguration.parse(JSON.parse(entry)));
    },

    async files(version) {
      const { [rootField]: root, ...texts } = await redis.hgetall(keys.configuration.files(version));
      if (root === undefined) return null;
      return { texts: new Map(Object.entries(texts)), root: root === "" ? null : root };
    },

    async pin(exposures) {
      const calls = exposures.map(({ camera, dayObs, exposureId }) => ({
        keys: [keys.configuration.pins(camera, dayObs), keys.configuration.current],
        args: [exposureId],
      }));
      return z.array(z.string().nullable()).parse(await runScripts(redis, pinScript, calls));
    },

    async report(reader) {
      await redis.hset(keys.configuration.readers, reader.process, JSON.stringify(reader));
    },

    async readers(sinceMs) {
      const all = Object.values(await redis.hgetall(keys.configuration.readers));
      return all
        .map((text) => configurationReader.parse(JSON.parse(text)))
        .filter(({ atMs }) => atMs >= sinceMs)
        .sort((left, right) => (left.process < right.process ? -1 : 1));
    },

    async leave(process) {
      await redis.hdel(keys.configuration.readers, process);
    },

    async listen(onTaken) {
      const ear = redis.duplicate();
      ear.on("error", () => undefined);
      ear.on("message", (_, version) => onTaken(version));
      await ear.subscribe(keys.configuration.announced);
      // What was announced while the connection was away was not heard; ioredis subscribes again by itself.
      ear.on("ready", () => onTaken(null));
      return () => ear.disconnect();
    },
  };
}
