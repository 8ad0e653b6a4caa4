/** Routes of images that are set aside because they harm workers: the list, and the release of one. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { problem } from "#contracts/api.ts";
import { quarantineAnswer, releaseAnswer, releaseRequest } from "#contracts/quarantine.ts";
import { auditLog } from "#io/redis/audit-log.ts";
import { quarantineStore } from "#io/redis/quarantine-store.ts";
import type { ApiParts } from "./api-parts.ts";
import { requireRole } from "./authorize.ts";
import { ApiProblem, notFound } from "./problem.ts";

export function quarantineRoutes(server: FastifyInstance, { access, redis, pools, nowMs }: ApiParts): void {
  const routes = server.withTypeProvider<ZodTypeProvider>();
  const store = quarantineStore(redis);

  routes.get(
    "/api/quarantine",
    { schema: { summary: "Images that are set aside because they harm workers", response: { 200: quarantineAnswer } } },
    async () => ({ images: await store.list() }),
  );

  routes.post(
    "/api/quarantine/release",
    {
      schema: {
        summary: "Has an image that was set aside tried again; needs the role operator",
        // Bodies come as bytes, whose parsing is below.
        response: { 202: releaseAnswer, 400: problem, 401: problem, 403: problem, 404: problem },
      },
    },
    async (request, reply) => {
      const actor = requireRole(access, request, "operator");
      const { jobId, reason = null } = parseRelease(request.body);
      const image = await store.find(jobId);
      if (image === null) throw notFound(`There is no "${jobId}" in quarantine; GET /api/quarantine lists what is.`);
      const { code, message, attempts } = image;
      const entry = { atMs: nowMs(), actor, action: "quarantine:release", target: jobId, reason };
      await auditLog(redis).record({ ...entry, before: { code, message, attempts }, after: null });
      // In this order a release that breaks off can be asked for again: every step may be repeated.
      await store.takeBackResult(image.job);
      await pools.addAgain(image.job);
      await store.remove(jobId);
      return reply.code(202).send({ jobId, queue: image.job.pool });
    },
  );
}

function parseRelease(body: unknown) {
  try {
    return releaseRequest.parse(Buffer.isBuffer(body) ? JSON.parse(body.toString("utf8")) : body);
  } catch (error) {
    throw new ApiProblem(
      400,
      "Bad request",
      `The body must be {"jobId":"…","reason":"…"}: ${(error as Error).message}`,
    );
  }
}
