/**
 * The configuration of a running process: read from disk, found sound as a whole, shared through Redis, changed and
 * rolled back while everything runs. An exposure keeps the version that it began with, on every detector.
 */
import type { Actor } from "#contracts/audit.ts";
import type { ImageArrived } from "#contracts/event.ts";
import { PipelineError, type Problem } from "#io/pipelines/resolve/problem.ts";
import type { PipelineFiles } from "#io/pipelines/resolve/read-pipeline.ts";
import type { TaskDefinitions } from "#io/pipelines/resolve/resolve-pipeline.ts";
import { type Configuration, resolveConfiguration, versionOf } from "#io/pipelines/resolve-configuration.ts";
import type { AuditLog } from "#io/redis/audit-log.ts";
import type { ConfigurationStore } from "#io/redis/configuration-store.ts";
import { type TasksFor, tasksForImages } from "#server/distributor/select-pipelines.ts";
import { poolForImages } from "#server/distributor/select-pool.ts";

export interface LiveParts {
  /** Names the process to operators. */
  process: string;
  store: ConfigurationStore;
  audit: AuditLog;
  /** Reads the files on disk. */
  read: () => Promise<PipelineFiles>;
  definitions: TaskDefinitions;
  /** Keeps the values of a configuration and where they come from, by hash. */
  keep: (configuration: Configuration) => Promise<void>;
  onTaken?: (version: string) => void;
  onTrouble: (error: Error) => void;
  nowMs: () => number;
}

export interface LiveConfiguration {
  /** Which tasks these images get; pins the version in effect to exposures that begin with them. */
  tasksFor(images: readonly ImageArrived[]): Promise<TasksFor>;
  /** The configuration in effect. */
  current(): Promise<Configuration>;
  /** Looks at the disk: new and sound files are taken, broken ones change nothing and are told to operators. */
  look(): Promise<void>;
  /** Takes the files on disk, also where a rollback had put them out of effect. @throws PipelineError when they are broken. */
  reload(by: Actor, reason: string | null): Promise<string>;
  /** Puts a kept version into effect again; without one that which was in effect before. @throws RangeError when there is none. */
  rollback(by: Actor, version: string | null, reason: string | null): Promise<string>;
  stop(): Promise<void>;
}

/** Who takes files that changed on a disk. */
const disk: Actor = { name: "disk", role: "operator" };

/** @throws PipelineError when the files on disk are broken and no version is in effect yet. */
export async function openConfiguration(parts: LiveParts): Promise<LiveConfiguration> {
  const { store, process, definitions, nowMs } = parts;
  const loaded = new Map<string, { configuration: Configuration; tasksFor: TasksFor }>();
  let problems: readonly Problem[] = [];
  let onDisk: string | null = null;
  let offered: string | null = null;

  const add = (configuration: Configuration) => {
    const choose = tasksForImages(configuration.rules, configuration.version);
    const poolFor = poolForImages(configuration.pools);
    const tasksFor: TasksFor = (image, camera) => ({
      ...choose(image, camera),
      poolOf: (arrival) => poolFor(image, camera, arrival),
    });
    const entry = { configuration, tasksFor };
    loaded.set(configuration.version, entry);
    return entry;
  };

  /** A version that others took is had from the store; one that is gone, or that this code cannot read, is no version. */
  async function load(version: string) {
    const known = loaded.get(version);
    if (known) return known;
    const files = await store.files(version);
    if (!files) throw new Error(`The files of configuration ${version} are no longer kept.`);
    return add(resolveConfiguration(files, definitions));
  }

  async function loadCurrent() {
    const version = await store.current();
    if (version === null) throw new Error("No configuration is in effect.");
    return load(version);
  }

  async function report(): Promise<void> {
    const version = await store.current();
    const told = problems.map(({ file, line, column, message }) => ({ file, line, column, message }));
    await store.report({ process, atMs: nowMs(), version, onDisk, problems: told });
  }

  async function take(
    configuration: Configuration,
    taken: { by: Actor; how: "disk" | "reload" | "rollback"; reason: string | null },
  ): Promise<boolean> {
    const { version, files } = configuration;
    add(configuration);
    await parts.keep(configuration);
    const before = await store.current();
    const atMs = nowMs();
    if (!(await store.take({ version, atMs, ...taken }, files))) return false;
    const { by: actor, how, reason } = taken;
    const action = how === "rollback" ? "configuration:rollback" : "configuration:reload";
    await parts.audit.record({ atMs, actor, action, target: "pipelines", before, after: version, reason });
    return true;
  }

  /** Files are offered once; a store that has lost everything is offered them again. */
  async function offerDisk(): Promise<void> {
    const configuration = await readDisk();
    if (configuration.version === offered && (await store.current()) !== null) return;
    await take(configuration, { by: disk, how: "disk", reason: null });
    offered = configuration.version;
  }

  /** @returns the files on disk where they are sound; notes what is wrong where they are not. */
  async function readDisk(): Promise<Configuration> {
    try {
      const files = await parts.read();
      onDisk = null;
      const configuration = loaded.get(versionOf(files))?.configuration ?? resolveConfiguration(files, definitions);
      [problems, onDisk] = [[], configuration.version];
      return configuration;
    } catch (error) {
      const told = { file: "pipelines", line: 1, column: 1, message: (error as Error).message };
      problems = error instanceof PipelineError ? error.problems : [told];
      throw error;
    }
  }

  /** An exposure whose version cannot be had any more goes on with the one in effect, and someone is told. */
  async function tasksOf(version: string | null): Promise<TasksFor> {
    if (version !== null) {
      try {
        return (await load(version)).tasksFor;
      } catch (error) {
        parts.onTrouble(error as Error);
      }
    }
    return (await loadCurrent()).tasksFor;
  }

  const live: LiveConfiguration = {
    async tasksFor(images) {
      const exposures = [...new Map(images.map((each) => [`${each.camera} ${each.exposureId}`, each])).values()];
      const versions = await store.pin(exposures);
      const byExposure = new Map<string, TasksFor>();
      for (const [index, { camera, exposureId }] of exposures.entries()) {
        byExposure.set(`${camera} ${exposureId}`, await tasksOf(versions[index] ?? null));
      }
      return (image, camera) => {
        const tasksFor = byExposure.get(`${image.camera} ${image.exposureId}`);
        if (!tasksFor) throw new Error(`Exposure ${image.exposureId} of ${image.camera} is not of this batch.`);
        return tasksFor(image, camera);
      };
    },

    current: async () => (await loadCurrent()).configuration,

    async look() {
      const before = JSON.stringify(problems);
      try {
        await offerDisk();
      } catch (error) {
        if (JSON.stringify(problems) !== before) parts.onTrouble(error as Error);
      }
      await report();
    },

    async reload(by, reason) {
      try {
        const configuration = await readDisk();
        await take(configuration, { by, how: "reload", reason });
        return configuration.version;
      } finally {
        await report();
      }
    },

    async rollback(by, wanted, reason) {
      const [current, versions] = await Promise.all([store.current(), store.versions()]);
      const version = wanted ?? versions.find((each) => each.version !== current)?.version;
      if (version === undefined) throw new RangeError("There is no version before the one in effect.");
      if (!versions.some((each) => each.version === version)) {
        throw new RangeError(`There is no version ${version} among those that are kept.`);
      }
      await take((await load(version)).configuration, { by, how: "rollback", reason });
      await report();
      return version;
    },

    async stop() {
      silence();
      await store.leave(process);
    },
  };

  const hear = async (version: string | null): Promise<void> => {
    try {
      const { configuration } = version === null ? await loadCurrent() : await load(version);
      parts.onTaken?.(configuration.version);
      await report();
    } catch (error) {
      parts.onTrouble(error as Error);
    }
  };
  const silence = await store.listen((version) => void hear(version));
  try {
    await offerDisk();
  } catch (error) {
    if ((await store.current()) === null) {
      silence();
      throw error;
    }
    parts.onTrouble(error as Error);
  }
  await loadCurrent().catch((error: Error) => parts.onTrouble(error));
  await report();
  return live;
}
