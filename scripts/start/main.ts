/** `npm start`: sets up, builds, and runs the whole system on this machine until Ctrl-C. */
import { join, resolve } from "node:path";
import { CommanderError } from "commander";
import { isPortFree } from "../parts/free-port.ts";
import { startKafka } from "../parts/kafka.ts";
import { startRedis } from "../parts/redis.ts";
import { ensureParts, type Wanted } from "../setup/ensure-parts.ts";
import { buildPages } from "./build-pages.ts";
import { parseStartOptions, type StartOptions } from "./options.ts";
import { announceSystem, claimDataDir } from "./running-system.ts";
import { originOf, readStartSettings, type StartSettings } from "./settings.ts";
import { supervise } from "./supervisor.ts";
import { childEnvironment, openingChild, stopOrder, systemChildren } from "./system.ts";
import { waitForHealth } from "./wait-for-health.ts";

/** What has been started, newest last, with how to end it; ended from the end. */
const endings: (() => Promise<void> | void)[] = [];
const stopping = new AbortController();
let isReady = false;

const log = (line: string): void => void process.stdout.write(`${line}\n`);

/** Ends all that was started; Ctrl-C reaches this process several times, from the terminal, npm and the launcher. */
async function stopAll(exitCode: number): Promise<never> {
  if (stopping.signal.aborted) return new Promise<never>(() => {});
  stopping.abort();
  for (const end of endings.reverse()) {
    await Promise.resolve(end()).catch((error: unknown) => log(`while stopping: ${String(error)}`));
  }
  process.exit(exitCode);
}

async function stopOnSignal(signal: NodeJS.Signals): Promise<void> {
  if (stopping.signal.aborted) return;
  log(`\n${signal}: stopping…`);
  await stopAll(isReady ? 0 : 130);
}

async function checkGround(settings: StartSettings): Promise<void> {
  endings.push(claimDataDir(settings.dataDir));
  if (!(await isPortFree(settings.port, settings.host))) {
    throw new Error(
      `port ${settings.port} is taken: end what listens there, or choose another with PORT=3001 npm start`,
    );
  }
}

/** @returns the parts that must be set up, and those that the settings already name. */
function neededParts(options: StartOptions, settings: StartSettings): Wanted[] {
  const redis: Wanted[] = settings.redisUrl === null ? ["redis"] : [];
  return options.kafka ? [...redis, "kafka"] : redis;
}

async function setUp(options: StartOptions, settings: StartSettings): Promise<void> {
  const outcomes = await ensureParts(neededParts(options, settings));
  // Each missing part has already been told of, with what to do.
  const missing = outcomes.filter((outcome) => outcome.missing !== null).map((outcome) => outcome.name);
  if (missing.length > 0) throw new Error(`not started: ${missing.join(" and ")} missing, see above`);
  const buildTrouble = await buildPages();
  if (buildTrouble !== null) throw new Error(`the pages could not be built: ${buildTrouble}`);
}

async function startRedisPart(settings: StartSettings): Promise<string> {
  if (settings.redisUrl !== null) return settings.redisUrl;
  const redis = await startRedis({ dir: join(settings.dataDir, "redis"), appendOnly: true });
  endings.push(() => redis.stop());
  return redis.url;
}

async function startKafkaPart(options: StartOptions, settings: StartSettings): Promise<string | null> {
  if (!options.kafka) return settings.kafkaBrokers;
  const kafka = await startKafka({ dir: join(settings.dataDir, "kafka") });
  endings.push(() => kafka.stop());
  log(`Apache Kafka answers on ${kafka.brokers.join(",")}`);
  return kafka.brokers.join(",");
}

async function run(): Promise<void> {
  const startedAtMs = performance.now();
  const asked = parseStartOptions(process.argv.slice(2));
  const options = { ...asked, replay: asked.replay === null ? null : resolve(asked.replay) };
  const settings = readStartSettings(process.env);
  if (options.kafka && settings.kafkaBrokers !== null) {
    throw new Error("--kafka starts a Kafka, and KAFKA_BROKERS names one: choose one of the two");
  }
  await checkGround(settings);
  await setUp(options, settings);
  const [redisUrl, brokers] = await Promise.all([startRedisPart(settings), startKafkaPart(options, settings)]);
  const env = childEnvironment(process.env, { ...settings, redisUrl, kafkaBrokers: brokers }, options.replay);

  const supervisor = supervise({ log });
  endings.push(async () => {
    for (const names of stopOrder(supervisor.names())) await supervisor.stop(names);
  });
  if (stopping.signal.aborted) return;
  for (const child of systemChildren(settings.workers, env)) supervisor.start(child);
  isReady = true;

  const origin = originOf(settings);
  await waitForHealth(origin, stopping.signal, log);
  if (stopping.signal.aborted) return;
  const { host, port } = settings;
  announceSystem(settings.dataDir, { host, port, redisUrl, kafkaBrokers: brokers });
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  log(`\n  Firstlook is ready after ${seconds} s: ${origin}   (Ctrl-C stops it)\n`);
  const opening = openingChild(options, env);
  if (opening !== null) supervisor.start(opening);
}

// A terminal that is gone must not keep the children from being stopped.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stopOnSignal(signal));

try {
  await run();
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  process.stderr.write(`npm start: ${error instanceof Error ? error.message : String(error)}\n`);
  await stopAll(1);
}
