/** The configuration in effect: shown to everyone, reloaded and rolled back by operators. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { problem } from "#contracts/api.ts";
import { configHash } from "#contracts/config.ts";
import {
  type ConfigurationAnswer,
  configOriginsAnswer,
  configurationAnswer,
  reloadRequest,
  rollbackRequest,
} from "#contracts/configuration.ts";
import { patternText } from "#contracts/selection.ts";
import { PipelineError, placeText } from "#io/pipelines/resolve/problem.ts";
import { readOrigins } from "#io/redis/config-origins.ts";
import { configurationStore } from "#io/redis/configuration-store.ts";
import type { ApiParts } from "./api-parts.ts";
import { requireRole } from "./authorize.ts";
import { ApiProblem } from "./problem.ts";

/** Processes report every few seconds; one that is silent for so long is gone. */
const silentAfterMs = 30_000;
const refusals = { 400: problem, 401: problem, 403: problem, 409: problem };

export function configurationRoutes(server: FastifyInstance, parts: ApiParts): void {
  const routes = server.withTypeProvider<ZodTypeProvider>();
  const { redis, access } = parts;

  routes.get(
    "/api/configs/:hash/origins",
    {
      schema: {
        summary: "Where each value of a configuration comes from, by pipeline",
        params: z.object({ hash: configHash }),
        response: { 200: configOriginsAnswer },
      },
    },
    async ({ params: { hash } }) => ({ configHash: hash, origins: await readOrigins(redis, hash) }),
  );

  const live = parts.configuration;
  if (!live) return;
  const answer = async (): Promise<ConfigurationAnswer> => {
    const store = configurationStore(redis);
    const nowMs = parts.nowMs();
    const [versions, readers, { pipelines, rules }, current] = await Promise.all([
      store.versions(),
      store.readers(nowMs - silentAfterMs),
      live.current(),
      store.current(),
    ]);
    return {
      atMs: nowMs,
      current: versions.find(({ version }) => version === current) ?? null,
      versions,
      readers,
      pipelines: [...pipelines].map(([name, { pipeline, tasks }]) => ({
        name,
        description: pipeline.description,
        instrument: pipeline.instrument?.name ?? null,
        tasks: tasks.map(({ label, task, taskVersion, configHash: hash }) => {
          return { label, task, taskVersion, configHash: hash };
        }),
      })),
      rules: rules.map(({ place, when, pipeline, reason }) => ({
        place: placeText(place),
        when: when.map(({ fact, patterns }) => `${fact} ${patterns.map(patternText).join(" or ")}`).join(", "),
        pipeline,
        reason,
      })),
    };
  };

  routes.get(
    "/api/configuration",
    {
      schema: {
        summary: "Versions, what is wrong on disk, pipelines and rules",
        response: { 200: configurationAnswer },
      },
    },
    answer,
  );

  routes.post(
    "/api/configuration/reload",
    {
      schema: {
        summary: "Takes the files on disk for exposures that begin from now on (role operator)",
        response: { 200: configurationAnswer, ...refusals },
      },
    },
    async (request) => {
      const actor = requireRole(access, request, "operator");
      const { reason } = bodyOf(reloadRequest, request.body);
      await change(() => live.reload(actor, reason ?? null));
      return answer();
    },
  );

  routes.post(
    "/api/configuration/rollback",
    {
      schema: {
        summary: "Puts an earlier version into effect for exposures that begin from now on (role operator)",
        response: { 200: configurationAnswer, ...refusals },
      },
    },
    async (request) => {
      const actor = requireRole(access, request, "operator");
      const { version, reason } = bodyOf(rollbackRequest, request.body);
      await change(() => live.rollback(actor, version ?? null, reason ?? null));
      return answer();
    },
  );
}

/** Files that are broken, and versions that there are not, are the asker's to mend. */
async function change(act: () => Promise<string>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (error instanceof PipelineError)
      throw new ApiProblem(409, "The files are broken; nothing has changed", error.message);
    if (error instanceof RangeError) throw new ApiProblem(409, "There is no such version", error.message);
    throw error;
  }
}

/** Bodies come as bytes; none is an empty one. */
function bodyOf<Shape extends z.ZodType>(shape: Shape, body: unknown): z.infer<Shape> {
  const text = Buffer.isBuffer(body) ? body.toString("utf8").trim() : "";
  let value: unknown;
  try {
    value = text === "" ? {} : JSON.parse(text);
  } catch {
    throw new ApiProblem(400, "Bad request", "The body is not JSON.");
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ApiProblem(400, "Bad request", z.prettifyError(parsed.error));
}
