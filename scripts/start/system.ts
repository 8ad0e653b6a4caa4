/** The processes of a whole system: what each is called, what runs it, and in which order they stop. */
import { join } from "node:path";
import { rootDir } from "../setup/places.ts";
import type { StartOptions } from "./options.ts";
import type { StartSettings } from "./settings.ts";
import type { ChildSpec } from "./supervisor.ts";

function nodeChild(name: string, file: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildSpec {
  // With what this process was given, such as the warnings that it leaves out.
  const words = [...process.execArgv, join(rootDir, file), ...args];
  return { name, command: process.execPath, args: words, env, keepAlive: true };
}

/**
 * @param replayDir folder of a replay; its images must be readable
 * @returns what every child finds in its environment.
 */
export function childEnvironment(
  base: NodeJS.ProcessEnv,
  settings: StartSettings & { redisUrl: string },
  replayDir: string | null,
): NodeJS.ProcessEnv {
  const { KAFKA_BROKERS: _given, ...rest } = base;
  return {
    ...rest,
    NODE_ENV: "production",
    HOST: settings.host,
    PORT: String(settings.port),
    DATA_DIR: settings.dataDir,
    IMAGE_ROOTS: [...settings.imageRoots, ...(replayDir === null ? [] : [replayDir])].join(","),
    REDIS_URL: settings.redisUrl,
    ...(settings.kafkaBrokers === null ? {} : { KAFKA_BROKERS: settings.kafkaBrokers }),
  };
}

/** @returns the servers and workers. */
export function systemChildren(workers: number, env: NodeJS.ProcessEnv): ChildSpec[] {
  const servers = ["distributor", "gather", "reconcile", "web"].map((name) =>
    nodeChild(name, `server/${name}/main.ts`, [], env),
  );
  const ordinals = Array.from({ length: workers }, (_, ordinal) => ordinal);
  const ofWorker = (ordinal: number): ChildSpec =>
    nodeChild(`worker-${ordinal}`, "workers/main.ts", [], { ...env, WORKER_ORDINAL: String(ordinal) });
  return [...servers, ...ordinals.map(ofWorker)];
}

/** @returns what brings images into a system that has just started, or null when it starts empty. */
export function openingChild(options: StartOptions, env: NodeJS.ProcessEnv): ChildSpec | null {
  if (options.replay !== null) {
    const rate = options.rate === null ? [] : ["--rate", String(options.rate)];
    const camera = options.camera === null ? [] : ["--camera", options.camera];
    const args = ["replay", options.replay, ...rate, ...camera];
    return { ...nodeChild("replay", "scripts/firstlook.ts", args, env), keepAlive: false };
  }
  return options.demo ? { ...nodeChild("demo", "scripts/demo-night.ts", [], env), keepAlive: false } : null;
}

/** @returns the names in groups to stop one after the other: what brings work, who plans it, who does it, who shows it. */
export function stopOrder(names: readonly string[]): string[][] {
  const rank = (name: string): number => {
    if (name === "replay" || name === "demo") return 0;
    if (name === "distributor") return 1;
    return name.startsWith("worker-") ? 2 : 3;
  };
  return [0, 1, 2, 3]
    .map((wanted) => names.filter((name) => rank(name) === wanted))
    .filter((group) => group.length > 0);
}
