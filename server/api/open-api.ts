/** The HTTP API: schemas at the door of every route, problems for every error, and its own description. */
import compress from "@fastify/compress";
import swagger from "@fastify/swagger";
import { type FastifyInstance, fastify } from "fastify";
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from "fastify-type-provider-zod";
import { legacyRoutes } from "#server/legacy/legacy-routes.ts";
import type { ApiParts } from "./api-parts.ts";
import { cameraRoutes } from "./camera-routes.ts";
import { channelRoutes } from "./channel-routes.ts";
import { configRoutes } from "./config-routes.ts";
import { configurationRoutes } from "./configuration-routes.ts";
import { controlRoutes } from "./control-routes.ts";
import { controlStateRoutes } from "./control-state-routes.ts";
import { exportRoutes } from "./export-routes.ts";
import { operatorRoutes } from "./operator-routes.ts";
import { ApiProblem, problemOf } from "./problem.ts";
import { prometheusRoute } from "./prometheus-route.ts";
import { quarantineRoutes } from "./quarantine-routes.ts";
import { runRoutes } from "./run-routes.ts";
import { watchRoutes } from "./watch-routes.ts";

export async function openApi(parts: ApiParts): Promise<FastifyInstance> {
  const server = fastify({ logger: false, forceCloseConnections: true });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  // Events are taken in as bytes: they have a door of their own, which says what is wrong with them.
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_, body, done) => done(null, body));
  server.removeContentTypeParser("application/json");
  // A night of 1,500 exposures is 3 MB of JSON, and 0.3 MB on the wire.
  await server.register(compress, { threshold: 4096, encodings: ["gzip"] });
  await server.register(swagger, {
    openapi: { info: { title: "Firstlook", version: parts.version, description: "Rapid analysis for observatories." } },
    transform: jsonSchemaTransform,
  });
  server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const problem = explain(error);
    if (problem.status >= 500) request.log.error(error);
    return reply
      .code(problem.status)
      .type("application/problem+json")
      .serializer(JSON.stringify)
      .send(problemOf(problem, request.url) as never);
  });
  await server.register(async (scope) => {
    cameraRoutes(scope, parts);
    configRoutes(scope, parts);
    configurationRoutes(scope, parts);
    channelRoutes(scope, parts);
    exportRoutes(scope, parts);
    legacyRoutes(scope, parts);
    operatorRoutes(scope, parts);
    controlRoutes(scope, parts);
    await scope.register(async (json) => {
      json.addContentTypeParser("application/json", { parseAs: "string" }, json.getDefaultJsonParser("error", "error"));
      controlStateRoutes(json, parts);
    });
    watchRoutes(scope, parts);
    prometheusRoute(scope, parts);
    runRoutes(scope, parts);
    quarantineRoutes(scope, parts);
    scope.get("/api/openapi.json", { schema: { hide: true } }, () => server.swagger());
    scope.all("/api/*", { schema: { hide: true } }, async (request) => {
      throw new ApiProblem(404, "Not found", `The API has no ${request.method} ${request.url}; see /api/openapi.json.`);
    });
  });
  return server;
}

function explain(error: Error & { statusCode?: number }): { status: number; title: string; detail: string } {
  if (error instanceof ApiProblem) return { status: error.status, title: error.title, detail: error.message };
  if (hasZodFastifySchemaValidationErrors(error)) {
    return { status: 400, title: "Bad request", detail: error.message };
  }
  if (/timed out|max retries|Connection is closed|ECONNREFUSED/i.test(error.message)) {
    return {
      status: 503,
      title: "Store away",
      detail: "Redis does not answer; the page shows what it has. Try again.",
    };
  }
  const status = error.statusCode ?? 500;
  return { status, title: status < 500 ? "Bad request" : "Internal error", detail: error.message };
}
