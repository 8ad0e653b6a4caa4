/** Looks at each part that a Firstlook on this machine needs. */
import { accessSync, constants, mkdirSync } from "node:fs";
import { Redis } from "ioredis";
import { readSettings } from "#contracts/settings.ts";
import { busSettings } from "#io/bus/bus-settings.ts";
import { countBrokers } from "#io/kafka/kafka-bus.ts";
import { redisOptions } from "#io/redis/connect.ts";
import { redisHosts } from "#io/redis/redis-url.ts";
import { parts } from "../setup/catalog.ts";
import { findPart } from "../setup/find-part.ts";
import { haveKafkaLibs } from "../setup/kafka-libs.ts";
import { rootDir } from "../setup/places.ts";
import { runCommand } from "../setup/run-command.ts";
import { isBuildCurrent } from "./build-stamp.ts";
import { findRunningSystem } from "./running-system.ts";
import { originOf, readStartSettings, type StartSettings } from "./settings.ts";
import { askHealth } from "./wait-for-health.ts";

export interface Finding {
  name: string;
  /** `note` is something that is missing only to what not everybody does. */
  state: "ok" | "note" | "wrong";
  detail: string;
  /** What to do about it; null when there is nothing to do. */
  todo: string | null;
}

const ok = (name: string, detail: string): Finding => ({ name, state: "ok", detail, todo: null });
const note = (name: string, detail: string, todo: string): Finding => ({ name, state: "note", detail, todo });
const wrong = (name: string, detail: string, todo: string): Finding => ({ name, state: "wrong", detail, todo });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function inspectNode(): Finding {
  const major = Number.parseInt(process.versions.node, 10);
  if (major >= 24) return ok("Node", `${process.version} (${process.execPath})`);
  return wrong("Node", `${process.version} is too old`, "run this by `npx firstlook doctor`, which brings Node 24");
}

async function versionOf(program: string, flag: string): Promise<string> {
  const { tail } = await runCommand(program, [flag]);
  return /\d+(\.\d+)+/.exec(tail.join(" "))?.[0] ?? "of unknown version";
}

async function inspectGivenRedis(url: string): Promise<Finding> {
  let redis: Redis;
  try {
    const impatient = {
      lazyConnect: true,
      connectTimeout: 3000,
      retryStrategy: () => null,
      sentinelRetryStrategy: () => null,
    };
    redis = new Redis({ ...redisOptions(url), ...impatient });
  } catch (error) {
    return wrong("Redis", messageOf(error), "set REDIS_URL right");
  }
  const where = redisHosts(url);
  // Without a listener ioredis prints each trouble; the rejected call tells it already.
  redis.on("error", () => {});
  try {
    await redis.connect();
    const version = /redis_version:(\S+)/.exec(await redis.info("server"))?.[1] ?? "of unknown version";
    return ok("Redis", `${version} answers at ${where}`);
  } catch (error) {
    const todo = "start that Redis, set REDIS_URL right, or leave it out for an embedded one";
    return wrong("Redis", `none answers at ${where}: ${messageOf(error)}`, todo);
  } finally {
    redis.disconnect();
  }
}

async function inspectRedis(settings: StartSettings): Promise<Finding> {
  if (settings.redisUrl !== null) return inspectGivenRedis(settings.redisUrl);
  const program = findPart("redis");
  if (program !== null) return ok("Redis", `${await versionOf(program, "--version")} to be embedded (${program})`);
  return note("Redis", "no redis-server yet", `npm start fetches it; or ${parts.redis.instead}`);
}

async function inspectKafka(settings: StartSettings, env: NodeJS.ProcessEnv): Promise<Finding> {
  if (settings.kafkaBrokers === null) {
    if (haveKafkaLibs()) return ok("Kafka", "no KAFKA_BROKERS: events travel on Redis; --kafka finds its parts ready");
    return ok("Kafka", "no KAFKA_BROKERS: events travel on Redis; --kafka would fetch Apache Kafka first");
  }
  const { kafkaBrokers, kafkaSecurity } = busSettings(readSettings(env));
  try {
    const count = await countBrokers({ brokers: kafkaBrokers ?? [], ...kafkaSecurity, retries: 0 });
    return ok("Kafka", `${count} brokers answer at ${settings.kafkaBrokers}`);
  } catch (error) {
    const todo = "start the brokers, set KAFKA_BROKERS and its security right, or leave it out for the embedded bus";
    return wrong("Kafka", `none answers at ${settings.kafkaBrokers}: ${messageOf(error)}`, todo);
  }
}

async function inspectOptional(name: "java" | "chromium", label: string, flag: string): Promise<Finding> {
  const program = findPart(name);
  if (program !== null) return ok(label, `${await versionOf(program, flag)} (${program})`);
  return note(label, `none, and only ${parts[name].why} needs it`, `npm test fetches it; or ${parts[name].instead}`);
}

function inspectDataDir({ dataDir }: StartSettings): Finding {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    return ok("data", `${dataDir} can be written`);
  } catch (error) {
    return wrong("data", `${dataDir} cannot be written: ${messageOf(error)}`, "set DATA_DIR to a folder of yours");
  }
}

function inspectBuild(): Finding {
  if (isBuildCurrent(rootDir)) return ok("pages", "built from the sources as they are");
  return note("pages", "not built, or older than their sources", "npm start builds them");
}

async function inspectSystem(settings: StartSettings): Promise<Finding> {
  const running = findRunningSystem(settings.dataDir);
  const origin = originOf(running?.reach ?? settings);
  const trouble = await askHealth(origin);
  if (trouble === null) return ok("system", `runs and is well at ${origin}`);
  if (running === null) return note("system", `none runs at ${origin}`, "npm start");
  return wrong("system", `process ${running.pid} runs, but ${origin} says: ${trouble}`, "see what it prints");
}

/** @returns one finding a part, those that everything rests on first. Never rejects. */
export async function inspect(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  let settings: StartSettings;
  try {
    settings = readStartSettings(env);
  } catch (error) {
    return [inspectNode(), wrong("settings", messageOf(error), "set these variables right, or leave them out")];
  }
  return [
    inspectNode(),
    inspectDataDir(settings),
    await inspectRedis(settings),
    await inspectKafka(settings, env),
    await inspectOptional("java", "Java", "-version"),
    await inspectOptional("chromium", "Chromium", "--version"),
    inspectBuild(),
    await inspectSystem(settings),
  ];
}
