/** `GET /metrics` for Prometheus: queues, workers and outcomes, read from the store when asked. */
import type { FastifyInstance } from "fastify";
import { AggregatorRegistry, Gauge, Registry } from "prom-client";
import { alarmStore } from "#io/redis/alarm-store.ts";
import { readProcesses } from "#io/redis/process-store.ts";
import { readRemoved } from "#io/redis/remove-night.ts";
import { readHeartbeats, readIntake } from "#io/redis/worker-store.ts";
import type { ApiParts } from "./api-parts.ts";
import { latencyHistograms } from "./latency-histograms.ts";
import { processViews, workerViews } from "./worker-view.ts";

export function prometheusRoute(server: FastifyInstance, parts: ApiParts): void {
  const registry = new Registry();
  const gauge = (name: string, help: string, labelNames: string[]) =>
    new Gauge({ name: `firstlook_${name}`, help, labelNames, registers: [registry] });
  const waiting = gauge("queue_waiting_jobs", "Jobs that wait", ["queue"]);
  const oldest = gauge("queue_oldest_seconds", "Age of the oldest waiting job", ["queue"]);
  const workers = gauge("workers", "Workers by state", ["pool", "state"]);
  const processes = gauge("processes", "Processes other than workers by state", ["role", "state"]);
  const alarms = gauge("alarm", "Alarms that stand", ["kind", "camera", "level"]);
  const judged = gauge("alarms_judged_timestamp_seconds", "When a reconciler judged the alarms last", []);
  const outcomes = gauge("intake_records", "Incoming records by what became of them", ["outcome"]);

  const removed = gauge("removed", "What was removed with nights beyond RETAIN_NIGHTS", ["what"]);

  server.get("/metrics", { schema: { hide: true } }, async (_, reply) => {
    const nowMs = parts.nowMs();
    for (const view of await parts.pools.counts(nowMs)) {
      waiting.set({ queue: view.name }, view.waiting);
      oldest.set({ queue: view.name }, (view.oldestAgeMs ?? 0) / 1000);
    }
    workers.reset();
    for (const { pool, state } of workerViews(await readHeartbeats(parts.redis, nowMs), nowMs)) {
      workers.inc({ pool, state });
    }
    processes.reset();
    for (const { role, state } of processViews(await readProcesses(parts.redis))) {
      processes.inc({ role, state });
    }
    for (const [what, count] of Object.entries(await readRemoved(parts.redis))) removed.set({ what }, count);
    const { counts } = await readIntake(parts.redis);
    for (const [outcome, count] of Object.entries(counts)) outcomes.set({ outcome }, count);
    const { active, judgedAtMs } = await alarmStore(parts.redis).read();
    alarms.reset();
    for (const { kind, camera, level } of active) alarms.set({ kind, camera, level }, 1);
    judged.set((judgedAtMs ?? 0) / 1000);
    // What many processes have counted together; prom-client's own histograms count within one.
    const stages = AggregatorRegistry.aggregate([[await latencyHistograms(parts.redis)]]);
    return reply.type(registry.contentType).send(`${await registry.metrics()}${await stages.metrics()}`);
  });
}
