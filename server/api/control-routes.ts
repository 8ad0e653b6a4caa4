/** Routes that every control action shares: who am I, and the log of what was done. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { auditAnswer, whoamiAnswer } from "#contracts/audit.ts";
import { auditLog } from "#io/redis/audit-log.ts";
import type { ApiParts } from "./api-parts.ts";
import { actorOf } from "./authorize.ts";

export function controlRoutes(server: FastifyInstance, { access, redis }: ApiParts): void {
  const routes = server.withTypeProvider<ZodTypeProvider>();

  routes.get(
    "/api/whoami",
    { schema: { summary: "Who the bearer of this request is", response: { 200: whoamiAnswer } } },
    (request) => ({ actor: actorOf(access, request) }),
  );

  routes.get(
    "/api/audit",
    {
      schema: {
        summary: "Control actions, newest first",
        querystring: z.object({ count: z.coerce.number().int().min(1).max(1000).default(100) }),
        response: { 200: auditAnswer },
      },
    },
    async ({ query }) => ({ entries: await auditLog(redis).read(query.count) }),
  );
}
