/** Decoders by schema id: from a folder, else from a registry, whose schemas are kept in memory and on disk. */
import { join } from "node:path";
import type { Settings } from "#contracts/settings.ts";
import { compileSchema, type DecodeRecord } from "./compile-schema.ts";
import { fetchSchema } from "./fetch-schema.ts";
import { readSchemaFile, writeSchemaFile } from "./schema-folder.ts";

export interface SchemaSource {
  /**
   * @returns a decoder for each id.
   * @throws Error when one of them cannot be had now; whoever asks tries again later, and loses nothing until then.
   */
  decodersOf(ids: Iterable<number>): Promise<ReadonlyMap<number, DecodeRecord>>;
}

export interface SchemaSourceSettings {
  /** Holds `<id>.avsc`; it is asked first. */
  folder: string | null;
  registryUrl: string | null;
  /** Keeps what registries said, so that a restart does not need them. */
  cacheDir: string;
  /** Told when the cache cannot be used; the schema is used all the same. */
  onTrouble?: (error: Error) => void;
}

/** Picks the schema source's settings out of all. */
export function schemaSettings(settings: Settings): SchemaSourceSettings {
  return {
    folder: settings.SCHEMA_DIR ?? null,
    registryUrl: settings.SCHEMA_REGISTRY_URL ?? null,
    cacheDir: join(settings.DATA_DIR, "schemas"),
  };
}

/** Ids never change their meaning within a registry, so a decoder is kept for the life of the process. */
export function openSchemaSource(settings: SchemaSourceSettings): SchemaSource {
  const decoders = new Map<number, Promise<DecodeRecord>>();

  function decoderOf(id: number): Promise<DecodeRecord> {
    const known = decoders.get(id);
    if (known) return known;
    const loading = loadDecoder(id, settings);
    decoders.set(id, loading);
    loading.catch(() => decoders.delete(id));
    return loading;
  }

  return {
    async decodersOf(ids) {
      return new Map(await Promise.all([...new Set(ids)].map(async (id) => [id, await decoderOf(id)] as const)));
    },
  };
}

async function loadDecoder(id: number, settings: SchemaSourceSettings): Promise<DecodeRecord> {
  const { folder, registryUrl } = settings;
  const own = folder === null ? null : await readSchemaFile(folder, id);
  if (own !== null) return compiled(own, id, `${folder}/${id}.avsc`);
  if (registryUrl === null) {
    const todo = folder === null ? "set SCHEMA_REGISTRY_URL or SCHEMA_DIR" : `put ${id}.avsc into ${folder}`;
    throw new Error(`There is no schema ${id} to read an Avro message with: ${todo}.`);
  }
  const cacheDir = join(settings.cacheDir, folderNameOf(registryUrl));
  return (await fromCache(cacheDir, id, settings)) ?? fromRegistry(registryUrl, cacheDir, id, settings);
}

async function fromRegistry(
  registryUrl: string,
  cacheDir: string,
  id: number,
  { onTrouble }: SchemaSourceSettings,
): Promise<DecodeRecord> {
  const text = await fetchSchema(registryUrl, id).catch((error: Error) => {
    throw new Error(`Schema ${id} cannot be had: ${error.message}.`);
  });
  const decoder = compiled(text, id, "the schema registry");
  await writeSchemaFile(cacheDir, id, text).catch((error: Error) => onTrouble?.(error));
  return decoder;
}

/** A cached schema that cannot be read or compiled is fetched anew. */
async function fromCache(
  cacheDir: string,
  id: number,
  { onTrouble }: SchemaSourceSettings,
): Promise<DecodeRecord | null> {
  try {
    const text = await readSchemaFile(cacheDir, id);
    return text === null ? null : compiled(text, id, cacheDir);
  } catch (error) {
    onTrouble?.(error as Error);
    return null;
  }
}

function compiled(text: string, id: number, place: string): DecodeRecord {
  try {
    return compileSchema(text);
  } catch (error) {
    throw new Error(`Schema ${id} from ${place} is not usable: ${(error as Error).message}.`);
  }
}

/** Ids belong to one registry: another one's schemas lie in another folder. */
function folderNameOf(registryUrl: string): string {
  const { host, pathname } = new URL(registryUrl);
  return `${host}${pathname}`.replace(/[^A-Za-z0-9.-]+/g, "_").replace(/_+$/, "");
}
