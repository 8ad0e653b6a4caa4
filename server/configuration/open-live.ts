/** Opens the live configuration of a process over its own folder and Redis, and watches the folder. */
import { hostname } from "node:os";
import { pipelinesFolder, readPipelineFolder } from "#io/pipelines/pipeline-files.ts";
import type { TaskDefinitions } from "#io/pipelines/resolve/resolve-pipeline.ts";
import { watchFolder } from "#io/pipelines/watch-folder.ts";
import { auditLog } from "#io/redis/audit-log.ts";
import { keepOrigins } from "#io/redis/config-origins.ts";
import { configurationStore } from "#io/redis/configuration-store.ts";
import type { Redis } from "#io/redis/connect.ts";
import { type LiveConfiguration, openConfiguration } from "./live-configuration.ts";
import { originsOf } from "./origins-of.ts";

export interface OpenLiveOptions {
  redis: Redis;
  /** Without it the folder that comes along. */
  dir: string | undefined;
  definitions: TaskDefinitions;
  /** What kind of process this is, for operators. */
  role: string;
  onTaken: (version: string) => void;
  onTrouble: (error: Error) => void;
}

/** @throws PipelineError when the files are broken and no version is in effect yet. */
export async function openLive(options: OpenLiveOptions): Promise<LiveConfiguration> {
  const { redis, dir = pipelinesFolder, definitions, role, onTaken, onTrouble } = options;
  const live = await openConfiguration({
    process: `${role} ${hostname()} ${process.pid}`,
    store: configurationStore(redis),
    audit: auditLog(redis),
    read: () => readPipelineFolder(dir),
    definitions,
    keep: (configuration) => keepOrigins(redis, originsOf(configuration)),
    onTaken,
    onTrouble,
    nowMs: Date.now,
  });
  const endWatch = watchFolder(dir, () => live.look().catch(onTrouble));
  return {
    ...live,
    async stop() {
      endWatch();
      await live.stop();
    },
  };
}
