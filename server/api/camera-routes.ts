/** Routes of cameras, nights and exposures. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { type CameraView, camerasAnswer, exposureAnswer, nightAnswer, nightsAnswer, problem } from "#contracts/api.ts";
import { detectorDepth } from "#contracts/detector-depth.ts";
import { exposureAmps } from "#contracts/exposure-amps.ts";
import { cameraName, dayObs, detectorName, exposureId } from "#contracts/identity.ts";
import { nightDetectors } from "#contracts/night-detectors.ts";
import { nightSummary, trendsAnswer } from "#contracts/night-summary.ts";
import { placedDetector } from "#contracts/placed-detector.ts";
import { firstRun, runName } from "#contracts/run-name.ts";
import { readAmps } from "#io/redis/amp-store.ts";
import { readDepth, readExposure } from "#io/redis/exposure-store.ts";
import { readCameraNames, readNightIds, readNights, readSummaries } from "#io/redis/night-store.ts";
import { tasksByDetector } from "#server/gather/detector-tasks.ts";
import { nightAnswers } from "#server/night/night-answers.ts";
import { nightDetectorsReader } from "#server/night/night-detectors.ts";
import { nightExposures } from "#server/night/night-exposures.ts";
import { rollUpNight } from "#server/night/roll-up-night.ts";
import type { ApiParts } from "./api-parts.ts";
import { packAmps } from "./pack-amps.ts";
import { notFound } from "./problem.ts";
import { readDetail } from "./read-detail.ts";
import { sendPacked } from "./send-packed.ts";

const integerText = (schema: z.ZodType<number, number>) => z.coerce.number().pipe(schema);
const cameraParams = z.object({ camera: cameraName });
const nightParams = cameraParams.extend({ dayObs: integerText(dayObs) });
const runQuery = z.object({ run: runName.default(firstRun) });
const exposureParams = cameraParams.extend({ exposureId: integerText(exposureId) });

export function cameraRoutes(server: FastifyInstance, parts: ApiParts): void {
  const routes = server.withTypeProvider<ZodTypeProvider>();
  const { redis } = parts;
  const known = nightExposures(redis);
  const answers = nightAnswers(redis, known);
  const rollUp = async (camera: string, night: number) =>
    rollUpNight(
      camera,
      night,
      (await known.read(camera, night)).map(({ summary }) => summary),
    );
  const series = nightDetectorsReader(redis);

  async function requireCamera(name: string): Promise<void> {
    const known = new Set([...parts.cameras.map((camera) => camera.name), ...(await readCameraNames(redis))]);
    if (!known.has(name)) throw notFound(`There is no camera "${name}"; there are: ${[...known].sort().join(", ")}.`);
  }

  routes.get(
    "/api/cameras",
    { schema: { summary: "Cameras with their latest exposure", response: { 200: camerasAnswer } } },
    async () => {
      const seen = await readCameraNames(redis);
      const names = [...new Set([...seen, ...parts.cameras.map((camera) => camera.name)])];
      return { cameras: await Promise.all(names.map((name) => cameraView(name, parts))) };
    },
  );

  routes.get(
    "/api/cameras/:camera/nights",
    { schema: { summary: "Nights of a camera", params: cameraParams, response: { 200: nightsAnswer, 404: problem } } },
    async ({ params }) => {
      await requireCamera(params.camera);
      return { nights: await readNights(redis, params.camera) };
    },
  );

  routes.get(
    "/api/cameras/:camera/nights/:dayObs",
    {
      schema: {
        summary: "Exposures of a night, newest first",
        params: nightParams,
        response: { 200: nightAnswer, 404: problem },
      },
    },
    async (request, reply) => {
      const { camera, dayObs: night } = request.params;
      await requireCamera(camera);
      return sendPacked(request, reply, await answers.read(camera, night));
    },
  );

  routes.get(
    "/api/cameras/:camera/nights/:dayObs/summary",
    {
      schema: {
        summary: "A night rolled up: counts, metrics by band, time covered, failures",
        params: nightParams,
        response: { 200: nightSummary, 404: problem },
      },
    },
    async ({ params: { camera, dayObs: night } }) => {
      await requireCamera(camera);
      return rollUp(camera, night);
    },
  );

  routes.get(
    "/api/cameras/:camera/nights/:dayObs/detectors",
    {
      schema: {
        summary: "One metric of every detector in every exposure of a night, in columns",
        params: nightParams,
        querystring: z.object({ metric: z.string().min(1).max(100).describe("Key of the metric") }),
        response: { 200: nightDetectors, 404: problem },
      },
    },
    async ({ params: { camera, dayObs: night }, query: { metric } }) => {
      await requireCamera(camera);
      return series.read(
        camera,
        night,
        metric,
        parts.cameraOf(camera).detectors.map(({ name }) => name),
      );
    },
  );

  routes.get(
    "/api/cameras/:camera/trends",
    {
      schema: {
        summary: "The newest nights rolled up, oldest first",
        params: cameraParams,
        querystring: z.object({ nights: z.coerce.number().int().min(1).max(366).default(30) }),
        response: { 200: trendsAnswer, 404: problem },
      },
    },
    async ({ params: { camera }, query }) => {
      await requireCamera(camera);
      const newest = (await readNights(redis, camera)).slice(0, query.nights).reverse();
      const nights = [];
      for (const { dayObs: night } of newest) nights.push(await rollUp(camera, night));
      return { camera, nights };
    },
  );

  routes.get(
    "/api/cameras/:camera/exposures/:exposureId",
    {
      schema: {
        summary: "An exposure with its detectors, pictures and timeline",
        params: exposureParams,
        querystring: runQuery,
        response: { 200: exposureAnswer, 404: problem },
      },
    },
    async ({ params: { camera, exposureId: id }, query: { run } }) => {
      await requireCamera(camera);
      const detail = await readDetail(parts, camera, id, run);
      if (detail === null) throw notFound(unknownExposure(camera, id, run));
      return detail;
    },
  );

  routes.get(
    "/api/cameras/:camera/exposures/:exposureId/amplifiers",
    {
      schema: {
        summary: "Every amplifier of an exposure, in columns: bias level, noise, gain, median, saturated pixels",
        params: exposureParams,
        querystring: runQuery,
        response: { 200: exposureAmps, 404: problem },
      },
    },
    async ({ params: { camera, exposureId: id }, query: { run } }) => {
      await requireCamera(camera);
      const { images, tables } = await readAmps(redis, camera, id, run);
      if (images.length === 0 && tables.length === 0) throw notFound(unknownExposure(camera, id, run));
      const known = parts.cameraOf(camera).detectors.map(({ name }) => name);
      return { camera, exposureId: id, run, ...packAmps(images, tables, known) };
    },
  );

  routes.get(
    "/api/cameras/:camera/exposures/:exposureId/detectors/:detector",
    {
      schema: {
        summary: "Amplifiers, plot data and logs of one detector",
        params: exposureParams.extend({ detector: detectorName }),
        querystring: runQuery,
        response: { 200: detectorDepth, 404: problem },
      },
    },
    async ({ params: { camera, exposureId: id, detector }, query: { run } }) => {
      const facts = await readExposure(redis, camera, id, run);
      const tasks = facts ? (tasksByDetector(facts).get(detector) ?? []) : [];
      const results = tasks.flatMap((task) => task.result ?? []);
      const first = results.findIndex(({ status }) => status === "done");
      const depths = await Promise.all(results.map((result) => readDepth(redis, result)));
      const depth = depths[Math.max(0, first)] ?? null;
      if (depth === null) throw notFound(`${camera} has no result of ${detector} in exposure ${id}.`);
      return { ...depth, logs: depths.flatMap((each) => each?.logs ?? []) };
    },
  );
}

function unknownExposure(camera: string, id: number, run: string): string {
  return `${camera} has no exposure ${id}${run === firstRun ? "" : ` in the run "${run}"`}.`;
}

async function cameraView(name: string, { redis, cameraOf }: ApiParts): Promise<CameraView> {
  const camera = cameraOf(name);
  const [night] = await readNights(redis, name);
  const [newest] = night ? await readNightIds(redis, name, night.dayObs) : [];
  const [summary] = newest === undefined ? [] : await readSummaries(redis, name, [newest]);
  return {
    name,
    title: camera.title,
    timeZone: camera.timeZone,
    pixelScaleArcsec: camera.pixelScaleArcsec,
    lateAfterS: camera.lateAfterS,
    quietAfterS: camera.quietAfterS,
    detectors: camera.detectors.map((detector) => placedDetector.parse(detector)),
    rowsRunDown: camera.rowsRunDown,
    limits: camera.limits,
    channels: camera.channels,
    links: camera.links,
    latest: summary
      ? {
          dayObs: summary.dayObs,
          seqNum: summary.seqNum,
          state: summary.state,
          lastEventAtMs: summary.firstEventAtMs,
        }
      : null,
  };
}
