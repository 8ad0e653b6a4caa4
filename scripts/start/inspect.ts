/** Looks at each part that a Firstlook on this machine needs. */
import { accessSync, constants, mkdirSync } from "node:fs";
import { Redis } from "ioredis";
import { Kafka, logLevel } from "kafkajs";
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
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: 3000, retryStrategy: () => null });
  // Without a listener ioredis prints each trouble; the rejected call tells it already.
  redis.on("error", () => {});
  try {
    await redis.connect();
    const version = /redis_version:(\S+)/.exec(await redis.info("server"))?.[1] ?? "of unknown version";
    return ok("Redis", `${version} answers at ${new URL(url).host}`);
  } catch (error) {
    const todo = "start that Redis, set REDIS_URL right, or leave it out for an embedded one";
    return wrong("Redis", `none answers at ${new URL(url).host}: ${messageOf(error)}`, todo);
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

async function inspectKafka(settings: StartSettings): Promise<Finding> {
  if (settings.kafkaBrokers === null) {
    if (haveKafkaLibs()) return ok("Kafka", "no KAFKA_BROKERS: events travel on Redis; --kafka finds its parts ready");
    return ok("Kafka", "no KAFKA_BROKERS: events travel on Redis; --kafka would fetch Apache Kafka first");
  }
  const brokers = settings.kafkaBrokers.split(",");
  const retry = { retries: 0 };
  const admin = new Kafka({ brokers, connectionTimeout: 3000, logLevel: logLevel.NOTHING, retry }).admin();
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    return ok("Kafka", `${cluster.brokers.length} brokers answer at ${settings.kafkaBrokers}`);
  } catch (error) {
    const todo = "start the brokers, set KAFKA_BROKERS right, or leave it out for the embedded bus";
    return wrong("Kafka", `none answers at ${settings.kafkaBrokers}: ${messageOf(error)}`, todo);
  } finally {
    await admin.disconnect();
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
    await inspectKafka(settings),
    await inspectOptional("java", "Java", "-version"),
    await inspectOptional("chromium", "Chromium", "--version"),
    inspectBuild(),
    await inspectSystem(settings),
  ];
}
