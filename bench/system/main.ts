/** `npm run bench -- system`: measures latency, start-up and memory of the whole system, and prints a table for docs/performance.md. */
import { cpus, release, totalmem } from "node:os";
import { ensureParts } from "#scripts/setup/ensure-parts.ts";
import { buildPages } from "#scripts/start/build-pages.ts";
import { type LatencyFigures, measureLatency } from "./latency.ts";
import { startSystem } from "./running-system.ts";

const port = 3190;
const events = 300;
const everyMs = 150;

await ensureParts(["redis", "chromium"]);
await buildPages();

const warmUp = await startSystem(port);
await warmUp.stop();
const system = await startSystem(port);
let latency: LatencyFigures;
let memory: Record<string, number>;
try {
  latency = await measureLatency(system, events, everyMs);
  memory = system.memoryMib();
} finally {
  await system.stop();
}

const [cpu] = cpus();
const lines = [
  `Machine: ${cpus().length} cores (${cpu?.model ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}.`,
  "",
  `| what | p50 | p99 |`,
  `|---|---|---|`,
  ...(["publishedToStartedMs", "storedToSeenMs", "publishedToSeenMs"] as const).map(
    (key) => `| ${label(key)} | ${latency[key].p50.toFixed(0)} ms | ${latency[key].p99.toFixed(0)} ms |`,
  ),
  "",
  `${latency.events} events, one every ${everyMs} ms, 256 × 256 px frames, embedded bus.`,
  "",
  `Start-up, second run: ${(system.startUpMs / 1000).toFixed(1)} s.`,
  "",
  "| process | resident memory |",
  "|---|---|",
  ...Object.entries(memory).map(([name, mib]) => `| ${name} | ${mib} MiB |`),
];
process.stdout.write(`\n${lines.join("\n")}\n`);

function label(key: keyof Omit<LatencyFigures, "events">): string {
  return {
    publishedToStartedMs: "event published → job started",
    storedToSeenMs: "result stored → seen in the browser",
    publishedToSeenMs: "event published → seen in the browser",
  }[key];
}
