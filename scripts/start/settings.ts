/** The environment that `npm start` understands: everybody's settings, and what only a whole system asks. */
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { readSettings, type Settings } from "#contracts/settings.ts";
import { ownDir } from "../setup/places.ts";

export interface StartSettings {
  host: string;
  port: number;
  /** Absolute. */
  dataDir: string;
  /** A Redis to use; null is an embedded one. */
  redisUrl: string | null;
  /** Brokers to use, separated by commas; null is the embedded bus. */
  kafkaBrokers: string | null;
  /** Folders below which images may be read beside the data folder. */
  imageRoots: readonly string[];
  /** Number of worker processes. */
  workers: number;
}

/** Where data lie when DATA_DIR does not say. */
export const defaultDataDir = join(ownDir, "data");

const workersSetting = z.coerce.number().int().min(1);

/** @throws Error that names each variable that is wrong. */
export function readStartSettings(env: NodeJS.ProcessEnv): StartSettings {
  const settings = readSettings(env);
  const workers = workersSetting.safeParse(env["WORKERS"] || availableParallelism());
  if (!workers.success) throw new Error(`WORKERS must be a whole number from 1 on, and is "${env["WORKERS"]}".`);
  return {
    host: settings.HOST,
    port: settings.PORT,
    dataDir: resolve(env["DATA_DIR"] || defaultDataDir),
    redisUrl: env["REDIS_URL"] || null,
    kafkaBrokers: settings.KAFKA_BROKERS?.join(",") ?? null,
    imageRoots: imageRoots(settings),
    workers: workers.data,
  };
}

/** Who can reach a server on the loopback can read this machine's files anyway; others must be let in by name. */
function imageRoots({ IMAGE_ROOTS, HOST }: Settings): string[] {
  const isLoopback = HOST === "localhost" || HOST === "::1" || HOST.startsWith("127.");
  return IMAGE_ROOTS.length === 0 && isLoopback ? ["/"] : IMAGE_ROOTS;
}

/** @returns where this machine reaches the pages; a server that listens everywhere is reached on the loopback. */
export function originOf({ host, port }: Pick<StartSettings, "host" | "port">): string {
  const everywhere = host === "0.0.0.0" || host === "::" || host === "127.0.0.1";
  return `http://${everywhere ? "localhost" : host}:${port}`;
}
