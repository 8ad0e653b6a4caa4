/** The configuration that a result was made with, by the hash that the result names. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { problem } from "#contracts/api.ts";
import { configHash, storedConfig } from "#contracts/config.ts";
import { readConfig } from "#io/redis/config-store.ts";
import type { ApiParts } from "./api-parts.ts";
import { notFound } from "./problem.ts";

export function configRoutes(server: FastifyInstance, { redis }: ApiParts): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    "/api/configs/:hash",
    {
      schema: {
        summary: "The full configuration behind the configHash of a result",
        params: z.object({ hash: configHash }),
        response: { 200: storedConfig, 404: problem },
      },
    },
    async ({ params: { hash } }) => {
      const stored = await readConfig(redis, hash);
      if (stored === null) throw notFound(`No configuration with the hash ${hash} was ever queued here.`);
      return stored;
    },
  );
}
