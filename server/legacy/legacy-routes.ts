/** Old links into RubinTV go to the page that shows the same here. */
import type { FastifyInstance } from "fastify";
import type { Camera } from "#contracts/camera.ts";
import type { Redis } from "#io/redis/connect.ts";
import { readCameraNames } from "#io/redis/night-store.ts";
import { notFound } from "#server/api/problem.ts";
import { legacyTarget } from "./legacy-target.ts";

export interface LegacyParts {
  redis: Redis;
  cameras: readonly Camera[];
}

export function legacyRoutes(server: FastifyInstance, { redis, cameras }: LegacyParts): void {
  for (const path of ["/rubintv", "/rubintv/*"]) {
    server.get(path, { schema: { hide: true } }, async ({ url }, reply) => {
      const target =
        legacyTarget(url, cameras) ??
        // Cameras that only other programs tell of; a store that is away knows none of them.
        legacyTarget(
          url,
          (await readCameraNames(redis).catch(() => [])).map((name) => nameOnly(name)),
        );
      if (target === null) {
        throw notFound(`${url} was no page of RubinTV that leads anywhere here; / lists the cameras.`);
      }
      // Not for ever: what an old address means best may change with our pages.
      return reply.header("cache-control", "no-cache").redirect(target, 302);
    });
  }
}

function nameOnly(name: string): Pick<Camera, "name" | "aliases" | "channelFolders"> {
  return { name, aliases: [], channelFolders: [] };
}
