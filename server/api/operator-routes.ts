/** Routes for operators and scripts: workers, metrics, health, ingest, pictures. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { healthAnswer, metricsAnswer, problem } from "#contracts/api.ts";
import { ingestAnswer } from "#contracts/ingest-answer.ts";
import { workersAnswer } from "#contracts/workers-answer.ts";
import { controlStore } from "#io/redis/control-store.ts";
import { mostAttempts } from "#io/redis/job-queue.ts";
import { readLanes } from "#io/redis/lane-registry.ts";
import { readProcesses } from "#io/redis/process-store.ts";
import { readFailures, readHeartbeats, readIntake } from "#io/redis/worker-store.ts";
import type { ApiParts } from "./api-parts.ts";
import { groupFailures } from "./group-failures.ts";
import { ApiProblem, notFound } from "./problem.ts";
import { processViews, queueView, workerViews } from "./worker-view.ts";

export function operatorRoutes(server: FastifyInstance, parts: ApiParts): void {
  const routes = server.withTypeProvider<ZodTypeProvider>();
  const { redis } = parts;

  routes.get(
    "/api/health",
    {
      schema: {
        summary: "Whether this process and its parts work",
        response: { 200: healthAnswer, 503: healthAnswer },
      },
    },
    async (_, reply) => {
      const health = await parts.health();
      return reply.code(health.status === "ok" ? 200 : 503).send(health);
    },
  );

  routes.get(
    "/api/metrics",
    { schema: { summary: "The registry of metrics", response: { 200: metricsAnswer } } },
    () => ({ metrics: [...parts.metrics] }),
  );

  routes.get(
    "/api/workers",
    {
      schema: {
        summary: "Workers and other processes, queues, failures and the intake",
        response: { 200: workersAnswer },
      },
    },
    async () => {
      const nowMs = parts.nowMs();
      const [beats, lanes, processes, pools, control, failures, intake] = await Promise.all([
        readHeartbeats(redis, nowMs),
        readLanes(redis),
        readProcesses(redis),
        parts.pools.counts(nowMs),
        controlStore(redis).read(),
        readFailures(redis),
        readIntake(redis),
      ]);
      const workers = workerViews(beats, nowMs, lanes);
      return {
        atMs: nowMs,
        workers,
        processes: processViews(processes),
        attemptsMost: mostAttempts,
        queues: pools.map((pool) => queueView(pool, workers, control)),
        failures: groupFailures(failures),
        intake,
      };
    },
  );

  routes.post(
    "/api/ingest",
    {
      bodyLimit: 10 * 1024 * 1024,
      schema: {
        summary: "Takes in an image event in any accepted shape",
        response: { 202: ingestAnswer, 400: problem },
      },
    },
    async ({ body }, reply) => {
      const outcomes = await parts.ingest(Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body ?? null)));
      const bad = outcomes.find((outcome) => outcome.kind === "dead");
      if (bad && outcomes.length === 1) throw new ApiProblem(400, "Not an image event", bad.reason ?? "");
      return reply.code(202).send({ outcomes });
    },
  );

  routes.get(
    "/api/objects/*",
    { schema: { summary: "A picture by its key", params: z.object({ "*": z.string() }), response: { 404: problem } } },
    async ({ params }, reply) => {
      const object = await parts.objects.get(params["*"]);
      if (object === null) throw notFound(`There is no object "${params["*"]}".`);
      // A key names one result for ever, so browsers may keep it.
      reply.header("cache-control", "public, max-age=31536000, immutable");
      return reply
        .type(object.mediaType)
        .serializer((body) => body as string)
        .send(object.body as never);
    },
  );
}
