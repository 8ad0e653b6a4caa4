/** Side runs: start one, see how far they are, and compare two runs of an exposure. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { problem } from "#contracts/api.ts";
import { cameraName, exposureId } from "#contracts/identity.ts";
import { runComparison, runRequest, runsAnswer, runView } from "#contracts/run.ts";
import { runName } from "#contracts/run-name.ts";
import { auditLog } from "#io/redis/audit-log.ts";
import { runStore } from "#io/redis/run-store.ts";
import { compareRuns, isIdentical } from "#server/runs/compare-runs.ts";
import { createRun, queueRun, RunRefused } from "#server/runs/start-run.ts";
import type { ApiParts } from "./api-parts.ts";
import { requireRole } from "./authorize.ts";
import { jsonBody } from "./json-body.ts";
import { ApiProblem, notFound } from "./problem.ts";
import { readDetail } from "./read-detail.ts";

const mostListed = 200;

export function runRoutes(server: FastifyInstance, parts: ApiParts): void {
  const routes = server.withTypeProvider<ZodTypeProvider>();
  const runs = runStore(parts.redis);

  async function requireRun(run: string) {
    const view = await runs.read(run);
    if (view === null) throw notFound(`There is no side run "${run}"; GET /api/runs lists them.`);
    return view;
  }

  routes.post(
    "/api/runs",
    {
      bodyLimit: 1024 * 1024,
      schema: {
        summary: "Runs exposures again beside their first results, which stay as they are (role operator)",
        response: { 202: runView, 400: problem, 401: problem, 403: problem, 409: problem },
      },
    },
    async (request, reply) => {
      const actor = requireRole(parts.access, request, "operator");
      const asked = jsonBody(runRequest, request.body);
      const record = await orProblem(createRun(asked, actor.name, parts.sideRuns));
      const after = z.json().parse(JSON.parse(JSON.stringify({ ...asked, tasks: record.tasks, jobs: record.jobs })));
      const entry = { atMs: parts.nowMs(), actor, action: "run:start", target: `${asked.camera} run ${asked.run}` };
      await auditLog(parts.redis).record({ ...entry, before: null, after, reason: null });
      await orProblem(queueRun(record, parts.sideRuns));
      return reply.code(202).send(await requireRun(record.run));
    },
  );

  routes.get(
    "/api/runs",
    { schema: { summary: "Side runs with how far they are, newest first", response: { 200: runsAnswer } } },
    async () => ({ runs: await runs.list(mostListed) }),
  );

  routes.get(
    "/api/runs/compare",
    {
      schema: {
        summary: "Two runs of an exposure, metric by metric; differences are b − a",
        querystring: z.object({
          camera: cameraName,
          exposureId: z.coerce.number().pipe(exposureId),
          a: runName,
          b: runName,
        }),
        response: { 200: runComparison, 404: problem },
      },
    },
    async ({ query }) => {
      const details = await Promise.all(
        [query.a, query.b].map((run) => readDetail(parts, query.camera, query.exposureId, run)),
      );
      const [a, b] = details;
      if (!a || !b) {
        const missing = a ? query.b : query.a;
        throw notFound(`${query.camera} has no exposure ${query.exposureId} in the run "${missing}".`);
      }
      const metrics = compareRuns(a.detectors, b.detectors);
      return { ...query, isIdentical: isIdentical(metrics), metrics };
    },
  );

  routes.get(
    "/api/runs/:run",
    {
      schema: {
        summary: "A side run with how far it is",
        params: z.object({ run: runName }),
        response: { 200: runView, 404: problem },
      },
    },
    ({ params }) => requireRun(params.run),
  );
}

/** A request that cannot become a run is a problem of whoever asks. */
async function orProblem<T>(step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    if (!(error instanceof RunRefused)) throw error;
    throw new ApiProblem(error.isTaken ? 409 : 400, error.isTaken ? "Name taken" : "Bad request", error.message);
  }
}
