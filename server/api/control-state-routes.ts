/** Routes of control: what operators chose, and the changes that a role may make, each with its reason. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { problem } from "#contracts/api.ts";
import type { Actor } from "#contracts/audit.ts";
import {
  type ControlAnswer,
  type ControlState,
  controlAnswer,
  patternChange,
  patternOf,
  poolChange,
  poolControlOf,
  poolName,
} from "#contracts/control.ts";
import { detectorsOf, everyDetector, patternNames, patternProblem } from "#contracts/detector-pattern.ts";
import { controlStore } from "#io/redis/control-store.ts";
import { readHeartbeats } from "#io/redis/worker-store.ts";
import type { ApiParts } from "./api-parts.ts";
import { requireRole } from "./authorize.ts";
import { ApiProblem, notFound } from "./problem.ts";
import { workersOf, workerViews } from "./worker-view.ts";

const answers = { 200: controlAnswer, 400: problem, 401: problem, 403: problem, 404: problem, 409: problem };

/** What a change does to the state, and how the log tells of it. */
interface Change {
  action: string;
  target: string;
  before: z.core.util.JSONType;
  after: z.core.util.JSONType;
  next: Pick<ControlState, "pools" | "patterns">;
}

export function controlStateRoutes(server: FastifyInstance, parts: ApiParts): void {
  const routes = server.withTypeProvider<ZodTypeProvider>();
  const store = controlStore(parts.redis);

  async function answer(): Promise<ControlAnswer> {
    const nowMs = parts.nowMs();
    const [control, counts, beats] = await Promise.all([
      store.read(),
      parts.pools.counts(nowMs),
      readHeartbeats(parts.redis, nowMs),
    ]);
    const workers = workerViews(beats, nowMs);
    const served = workers.flatMap(({ pools }) => pools).filter((pool) => pool !== "*");
    const names = new Set([...counts.map(({ name }) => name), ...Object.keys(control.pools), ...served]);
    return {
      control,
      pools: [...names].sort().map((name) => ({
        name,
        ...poolControlOf(control, name),
        waiting: counts.find((pool) => pool.name === name)?.waiting ?? 0,
        workers: workersOf(name, workers),
      })),
      cameras: parts.cameras.map((camera) => ({
        camera: camera.name,
        pattern: patternOf(control, camera.name),
        chosen: patternProblem(camera, patternOf(control, camera.name))
          ? camera.detectors.length
          : detectorsOf(camera, patternOf(control, camera.name)).length,
        detectors: camera.detectors.length,
        names: patternNames(camera),
      })),
    };
  }

  /** Everything that a change has in common: who, on what they saw, and the trace that it leaves. */
  async function change(
    actor: Actor,
    { version, reason }: { version: number; reason: string },
    make: (control: ControlState) => Change,
  ): Promise<ControlAnswer> {
    const control = await store.read();
    const { next, ...told } = make(control);
    const atMs = parts.nowMs();
    const state = { ...control, ...next, version: version + 1, changedAtMs: atMs, changedBy: actor.name, reason };
    if (control.version === version && (await store.replace(state, { ...told, atMs, actor, reason }))) return answer();
    const newest = await store.read();
    throw new ApiProblem(
      409,
      "Changed by somebody else",
      `Your change is for version ${version}, and version ${newest.version} is there, of ${newest.changedBy} ` +
        `(${newest.reason}). Look at it and decide again.`,
    );
  }

  routes.get(
    "/api/control",
    { schema: { summary: "What operators chose: pools and patterns", response: { 200: controlAnswer } } },
    () => answer(),
  );

  routes.put(
    "/api/control/pools/:pool",
    {
      schema: {
        summary: "Changes a pool's policy or batch size, or pauses it (operator)",
        params: z.object({ pool: poolName }),
        body: poolChange,
        response: answers,
      },
    },
    async (request) => {
      const actor = requireRole(parts.access, request, "operator");
      const { pool } = request.params;
      const { policy, batchSize, isPaused } = request.body;
      const known = (await answer()).pools.map(({ name }) => name);
      if (!known.includes(pool)) throw notFound(`There is no pool "${pool}"; there are ${known.join(", ")}.`);
      const answered = await change(actor, request.body, (control) => {
        const before = poolControlOf(control, pool);
        const after = {
          policy: policy ?? before.policy,
          batchSize: batchSize ?? before.batchSize,
          isPaused: isPaused ?? before.isPaused,
        };
        const next = { pools: { ...control.pools, [pool]: after }, patterns: control.patterns };
        return { action: "pool:change", target: `pool ${pool}`, before, after, next };
      });
      if (policy !== undefined) await parts.pools.reorder(pool, policy);
      return answered;
    },
  );

  routes.put(
    "/api/control/patterns/:camera",
    {
      schema: {
        summary: "Changes which detectors of a camera are analysed, from its next exposure on (operator)",
        params: z.object({ camera: z.string() }),
        body: patternChange,
        response: answers,
      },
    },
    async (request) => {
      const actor = requireRole(parts.access, request, "operator");
      const { pattern } = request.body;
      const camera = parts.cameras.find(({ name }) => name === request.params.camera);
      if (!camera) throw notFound(`There is no camera "${request.params.camera}" that has patterns.`);
      const wrong = patternProblem(camera, pattern);
      if (wrong !== null) throw new ApiProblem(400, "Not a pattern", `${wrong}.`);
      return change(actor, request.body, (control) => {
        const { [camera.name]: before = everyDetector, ...others } = control.patterns;
        const patterns = pattern === everyDetector ? others : { ...others, [camera.name]: pattern };
        const next = { pools: control.pools, patterns };
        return { action: "pattern:change", target: camera.name, before, after: pattern, next };
      });
    },
  );
}
