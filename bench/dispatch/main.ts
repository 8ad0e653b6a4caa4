/** `npm run bench -- dispatch`: how soon and how fast jobs reach workers, and what the framework costs. */
import { existsSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { ensureParts } from "#scripts/setup/ensure-parts.ts";
import { choosePool } from "../../fixtures/choose-pool.ts";
import { measureBareQueue } from "./bare-queue.ts";
import { measureBurst, measureIdle, measureThroughput } from "./measure.ts";
import { openRig, type Rig } from "./rig.ts";

const worker = "fixtures/no-op-worker.ts";
const detectors = (await loadCameras()).find(({ name }) => name === "LSSTCam")?.detectors.map(({ name }) => name) ?? [];
/** As the queue is by default, as an operator may choose it, and that with workers as those of pixels are. */
const settings = [
  { batchSize: 1, slots: 64 },
  { batchSize: 64, slots: 64 },
  { batchSize: 64, slots: 1 },
];
const say = (line: string) => process.stdout.write(`${line}\n`);
const ms = (value: number) => `${value.toFixed(0)} ms`;

const outcomes = await ensureParts(["redis", "kafka"]);
const hasKafka = outcomes.every(({ missing }) => missing === null);
say(`Machine: ${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), Node ${process.version}.`);
say(
  `Load average when it began: ${loadavg()
    .map((load) => load.toFixed(1))
    .join(", ")}.`,
);

for (const bus of hasKafka ? (["redis", "kafka"] as const) : (["redis"] as const)) {
  const rig = await openRig(bus);
  try {
    await Promise.all([rig.start("server/distributor/main.ts"), rig.start("server/gather/main.ts")]);
    const first = await rig.start(worker);
    say(`\n${bus === "redis" ? "Embedded bus" : "Apache Kafka"}`);
    const idle = await measureIdle(rig, 210, 50);
    say(`  published → task started, idle (200 events): p50 ${ms(idle.p50)}, p99 ${ms(idle.p99)}`);
    await measureSlots(rig);
    first.kill("SIGKILL");
    await measureRate(rig);
    await measureDeaths(rig);
  } finally {
    await rig.stop();
  }
}

/** Each slot is held for a second, so that every detector needs one of its own. */
async function measureSlots(rig: Rig): Promise<void> {
  const held = { WORKER_POOL: "quick-look", NO_OP_SLOTS: "41", NO_OP_HOLD_MS: "1000" };
  const slots = await Promise.all(
    [1, 2, 3, 4, 5].map((ordinal) => rig.start(worker, { ...held, WORKER_ORDINAL: String(ordinal) })),
  );
  for (const round of [1, 2, 3]) {
    const burst = await measureBurst(rig, 1000 + round, detectors);
    say(
      `  205 detectors, 205 slots, round ${round}: p50 claimed after ${ms(burst.p50)}, the last after ${ms(burst.last)}`,
    );
  }
  for (const slot of slots) slot.kill("SIGKILL");
}

async function measureRate(rig: Rig): Promise<void> {
  let jobs = 0;
  for (const [index, { batchSize, slots }] of settings.entries()) {
    await choosePool(rig.redis, "quick-look", { batchSize });
    const workers = await Promise.all(
      [6, 7].map((ordinal) => rig.start(worker, { NO_OP_SLOTS: String(slots), WORKER_ORDINAL: String(ordinal) })),
    );
    // A process that has done some thousand jobs is as fast as it will be all night.
    await measureThroughput(rig, 2000 + 2000 * index, 50, detectors);
    const rate = await measureThroughput(rig, 3000 + 2000 * index, 100, detectors);
    for (const each of workers) each.kill("SIGKILL");
    jobs = rate.jobs;
    const how = `batch size ${batchSize}, two workers that do ${slots === 1 ? "one job" : `${slots} jobs`} at a time`;
    say(`  no-op jobs through the whole path, ${how}: ${rate.jobsPerS.toFixed(0)} a second (${jobs} jobs)`);
    const total = Object.values(rate.cpuMsPerJob).reduce((sum, each) => sum + each, 0);
    for (const [name, each] of Object.entries(rate.cpuMsPerJob)) say(`    CPU of ${name}: ${each.toFixed(3)} ms a job`);
    say(`    CPU of the framework: ${total.toFixed(3)} ms a job`);
  }
  await choosePool(rig.redis, "quick-look", { batchSize: 1 });
  const bare = await measureBareQueue(rig, jobs);
  const { redis, node } = bare.cpuMsPerJob;
  const cpu = `CPU ${(redis + node).toFixed(3)} ms a job (Redis ${redis.toFixed(3)}, Node ${node.toFixed(3)})`;
  say(`  BullMQ alone, one job each, added, claimed and completed: ${bare.jobsPerS.toFixed(0)} a second; ${cpu}`);
}

type Failover = (options: {
  redisUrl: string;
  kafkaBrokers: string[] | null;
  mode: "each" | "shared";
}) => Promise<object>;

/** Distributors are killed while events come at a steady pace. */
async function measureDeaths(rig: Rig): Promise<void> {
  const file = fileURLToPath(new URL("./failover.ts", import.meta.url));
  if (!existsSync(file)) return;
  const { measureFailover } = (await import(file)) as { measureFailover: Failover };
  for (const mode of ["each", "shared"] as const) {
    const figures = await measureFailover({ redisUrl: rig.redisUrl, kafkaBrokers: rig.brokers, mode });
    say(`  distributors killed: ${JSON.stringify(figures)}`);
  }
}
