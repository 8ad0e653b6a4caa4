/** `npm run soak`: an LSSTCam night at many times its cadence, with processes killed at random all the way. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openPublisher } from "#io/bus/open-bus.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { connectRedis } from "#io/redis/connect.ts";
import { openJobQueue } from "#io/redis/job-queue.ts";
import { keys } from "#io/redis/keys.ts";
import { processSystem } from "../../fixtures/process-system.ts";
import { seededUniform } from "../../fixtures/seeded-noise.ts";
import { imageEvents, nightExposureId } from "../../fixtures/small-night.ts";
import { startKafka } from "../parts/kafka.ts";
import { startRedis } from "../parts/redis.ts";
import { ensureParts } from "../setup/ensure-parts.ts";
import { checkNight } from "./check-night.ts";
import { gatherCrew, type Member } from "./crew.ts";
import { parseSoakOptions, type SoakOptions } from "./options.ts";
import { planBursts } from "./plan-bursts.ts";
import { isRight, type Sample, soakReport } from "./report.ts";

const cadenceS = 37;
const sampleEveryMs = 5000;
const patienceMs = 300_000;
const camera = "LSSTCam";
const topic = "soak";
const say = (line: string) => process.stderr.write(`${line}\n`);

const options = readOptions();
const missing = (await ensureParts(options.kafka ? ["redis", "kafka"] : ["redis"])).filter((part) => part.missing);
if (missing.length > 0) process.exit(1);
const detectors = (await loadCameras()).find(({ name }) => name === camera)?.detectors ?? [];
const names = detectors.map(({ name }) => name);
const dir = mkdtempSync(join(tmpdir(), "firstlook-soak-"));
const store = await startRedis({ dir: join(dir, "redis"), appendOnly: true });
const kafka = options.kafka ? await startKafka({ dir: join(dir, "kafka") }) : null;
const bus: Record<string, string> = kafka ? { KAFKA_BROKERS: kafka.brokers.join(",") } : {};
const system = processSystem({ REDIS_URL: store.url, EVENT_TOPICS: topic, LOG_LEVEL: "warn", ...bus });
// Readiness is said at the level info, which is wanted of these.
const loud = { LOG_LEVEL: "info" };
const redis = connectRedis(store.url, "soak");
const queue = openJobQueue(redis, "quick-look");

const members: Member[] = [
  ...["a", "b", "c"].map((id) => member("distributor", id, "server/distributor/main.ts", { DISTRIBUTOR_ID: id })),
  ...[0, 1].map((id) => member("gatherer", id, "server/gather/main.ts", {})),
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((id) =>
    member("worker", id, "fixtures/no-op-worker.ts", { WORKER_ORDINAL: String(id), NO_OP_SLOTS: "4" }),
  ),
];
const crew = await gatherCrew(system, members);
const startedAtUtc = `${new Date().toISOString().slice(0, 16)}Z`;
const [loadAtStart = 0] = loadavg();
const samples: Sample[] = [];
let published = 0;
const startedAtMs = performance.now();
const sampling = setInterval(() => void sample().catch(() => undefined), sampleEveryMs);

const stopKilling = new AbortController();
const killing = killUntil(stopKilling.signal);
await publishNight(seededUniform(options.seed));
const publishedAtMs = performance.now();
say(`published; waiting for the last of ${options.exposures} exposures`);
stopKilling.abort();
await killing;
await untilAtRest();
const completeAtMs = performance.now();
clearInterval(sampling);
await sample();
const exposureIds = Array.from({ length: options.exposures }, (_, index) => nightExposureId(index + 1));
const check = await checkNight(redis, queue, { camera, exposureIds, detectors: names });
const outcome = {
  options,
  machine: `${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), Node ${process.version}, load average ${loadAtStart.toFixed(1)} when it began`,
  startedAtUtc,
  publishedInS: (publishedAtMs - startedAtMs) / 1000,
  completeAfterS: (completeAtMs - publishedAtMs) / 1000,
  kills: crew.kills(),
  check,
  samples,
};
const report = soakReport(outcome);
if (options.report === null) process.stdout.write(report);
else writeFileSync(options.report, report);
await queue.close();
redis.disconnect();
await system.stop();
await kafka?.stop();
await store.stop();
rmSync(dir, { recursive: true, force: true });
process.exit(isRight(outcome, options.exposures) ? 0 : 1);

function readOptions(): SoakOptions {
  try {
    return parseSoakOptions(process.argv.slice(2));
  } catch (error) {
    process.exit((error as { exitCode?: number }).exitCode === 0 ? 0 : 2);
  }
}

function member(role: string, id: string | number, file: string, env: Record<string, string>): Member {
  return { name: `${role} ${id}`, role, file, env: { ...loud, ...env } };
}

/** Bursts of several exposures overlap: guiders come while the next ones are read out. */
async function publishNight(random: () => number): Promise<void> {
  const publisher = await openPublisher({ kafkaBrokers: kafka?.brokers ?? null, redisUrl: store.url });
  const bursts = Array.from({ length: options.exposures }, (_, index) =>
    planBursts(detectors, random).map((burst) => ({ ...burst, seqNum: index + 1, atS: index * cadenceS + burst.atS })),
  )
    .flat()
    .sort((left, right) => left.atS - right.atS);
  for (const { atS, seqNum, detectors: together } of bursts) {
    const dueMs = startedAtMs + (atS / options.rate) * 1000;
    await pause(Math.max(0, dueMs - performance.now()));
    await publisher.publish(topic, imageEvents([seqNum], "/dev/null", { camera, detectors: together }));
    published = Math.max(published, seqNum);
  }
  await publisher.close();
}

async function killUntil(stop: AbortSignal): Promise<void> {
  const random = seededUniform(options.seed + 1);
  while (!stop.aborted) {
    const waitMs = options.killEveryS * 2000 * random();
    await pause(waitMs, undefined, { signal: stop }).catch(() => undefined);
    if (!stop.aborted) await crew.killOne(random);
  }
}

/** Until the last exposure is complete and nothing waits, or patience ends: the check says what is wrong. */
async function untilAtRest(): Promise<void> {
  const deadlineMs = performance.now() + patienceMs;
  while (performance.now() < deadlineMs) {
    const open = await redis.zcard(keys.open);
    const changes = await redis.xlen(keys.changes);
    const { waiting, active } = await queue.view(Date.now());
    if (open + changes + waiting + active === 0) return;
    await pause(100);
  }
}

async function sample(): Promise<void> {
  const used = /used_memory:(\d+)/.exec(await redis.info("memory"))?.[1] ?? 0;
  const atS = (performance.now() - startedAtMs) / 1000;
  samples.push({ atS, exposures: published, memoryMib: crew.memoryMib(), redisMib: Number(used) / 2 ** 20 });
  const { waiting } = await queue.view(Date.now());
  if (samples.length % 6 === 0) say(`${atS.toFixed(0)} s: ${published} exposures published, ${waiting} jobs wait`);
}
