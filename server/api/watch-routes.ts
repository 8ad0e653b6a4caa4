/** Routes of what watches the system: alarms, latency, and announcing images again by hand. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { alarmsAnswer } from "#contracts/alarm.ts";
import { problem } from "#contracts/api.ts";
import { cameraName } from "#contracts/identity.ts";
import { latencyAnswer } from "#contracts/latency.ts";
import { triggerAnswer, triggerRequest } from "#contracts/trigger.ts";
import { alarmStore } from "#io/redis/alarm-store.ts";
import { auditLog } from "#io/redis/audit-log.ts";
import { latencyStore } from "#io/redis/latency-store.ts";
import { TriggerRefused, trigger } from "#server/trigger/trigger.ts";
import type { ApiParts } from "./api-parts.ts";
import { requireRole } from "./authorize.ts";
import { jsonBody } from "./json-body.ts";
import { ApiProblem } from "./problem.ts";

export function watchRoutes(server: FastifyInstance, parts: ApiParts): void {
  const routes = server.withTypeProvider<ZodTypeProvider>();

  routes.get(
    "/api/alarms",
    { schema: { summary: "Alarms that stand, and those of late", response: { 200: alarmsAnswer } } },
    async () => ({ atMs: parts.nowMs(), ...(await alarmStore(parts.redis).read()) }),
  );

  routes.get(
    "/api/latency",
    {
      schema: {
        summary: "How long each stage between shutter and page took: p50, p95 and p99 of a window",
        querystring: z.object({
          camera: cameraName.optional(),
          windowMin: z.coerce.number().int().min(1).max(1440).default(60),
        }),
        response: { 200: latencyAnswer },
      },
    },
    async ({ query: { camera = null, windowMin } }) => ({
      camera,
      windowMin,
      stages: await latencyStore(parts.redis).read(camera, windowMin, parts.nowMs()),
    }),
  );

  routes.post(
    "/api/trigger",
    {
      schema: {
        summary: "Announces an exposure or one detector again (role operator); what has a result is left alone",
        response: { 202: triggerAnswer, 400: problem, 401: problem, 403: problem },
      },
    },
    async (request, reply) => {
      const actor = requireRole(parts.access, request, "operator");
      const asked = jsonBody(triggerRequest, request.body);
      const answer = await trigger(asked, parts.triggerFor(actor.name)).catch((error: unknown) => {
        if (error instanceof TriggerRefused) throw new ApiProblem(400, "No such image", error.message);
        throw error;
      });
      const after: Record<string, number | boolean> = { force: asked.force };
      for (const { outcome } of answer.images) after[outcome] = Number(after[outcome] ?? 0) + 1;
      const target = `${answer.camera} ${asked.image}`;
      const entry = { atMs: parts.nowMs(), actor, action: "image:trigger", target, before: null, after };
      await auditLog(parts.redis).record({ ...entry, reason: asked.reason });
      return reply.code(202).send(answer);
    },
  );
}
