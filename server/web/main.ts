/** The web process: API, push and pages on one port. Any number of them may run behind a balancer. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import next from "next";
import type { HealthAnswer } from "#contracts/api.ts";
import { readSettings } from "#contracts/settings.ts";
import { genericCamera } from "#io/cameras/generic-camera.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { reachPoint } from "#io/faults/reach-point.ts";
import { openImageListing } from "#io/images/image-listing.ts";
import { imageSettings } from "#io/images/image-settings.ts";
import { openImageSource } from "#io/images/image-source.ts";
import { openLog } from "#io/log/open-log.ts";
import { untilStopped } from "#io/log/until-stopped.ts";
import { openObjects } from "#io/objects/open-objects.ts";
import { loadMetrics, loadProgramTasks } from "#io/programs/load-programs.ts";
import { connectRedis } from "#io/redis/connect.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { intakeStore } from "#io/redis/intake-store.ts";
import { openJobPools } from "#io/redis/job-pools.ts";
import { latencyStore } from "#io/redis/latency-store.ts";
import { beatProcess } from "#io/redis/process-life.ts";
import { processWord } from "#io/redis/process-store.ts";
import { resultStore } from "#io/redis/result-store.ts";
import { openSharedClock } from "#io/redis/shared-clock.ts";
import { supersedeFailure } from "#io/redis/supersede.ts";
import { watchStore } from "#io/redis/watch-store.ts";
import { openSchemaSource, schemaSettings } from "#io/schemas/schema-source.ts";
import { openApi } from "#server/api/open-api.ts";
import { openLive } from "#server/configuration/open-live.ts";
import { contributionKeeper } from "#server/contributions/contribution-keeper.ts";
import { distribute } from "#server/distributor/distribute.ts";
import { pushDeltas } from "#server/push/push-deltas.ts";
import { runParts } from "#server/runs/run-parts.ts";
import { takeInAgain } from "#server/trigger/take-in-again.ts";
import { taskCatalog } from "#tasks/catalog.ts";
import packageFile from "../../package.json" with { type: "json" };
import { buildFileHeaders, openBuildFiles } from "./build-files.ts";
import { addGlance } from "./first-glance.ts";

const settings = readSettings(process.env);
const log = openLog("web", settings.LOG_LEVEL);
const projectFolder = fileURLToPath(new URL("../..", import.meta.url));
const redis = connectRedis(settings.REDIS_URL, "web", "fail-fast");
const queueConnection = connectRedis(settings.REDIS_URL, "web-queue", "fail-fast");
const tail = connectRedis(settings.REDIS_URL, "web-tail");
const cameras = await loadCameras();
const cameraOf = (name: string) => cameras.find((camera) => camera.name === name) ?? genericCamera(name);
const catalog = { ...taskCatalog, ...(await loadProgramTasks(settings.PROGRAMS_DIR)) };
const configuration = await openLive({
  redis,
  dir: settings.PIPELINES_DIR,
  definitions: catalog,
  role: "web",
  onTaken: (version) => log.info({ version }, "a configuration takes effect for exposures that begin from now on"),
  onTrouble: (error) => log.warn({ err: error }, "the configuration on disk is not taken"),
});
const pools = openJobPools(queueConnection, {
  lanes: settings.QUEUE_LANES,
  known: (await configuration.current()).pools.map(({ pool }) => pool),
});
const intake = {
  cameras,
  genericCamera,
  tasksFor: configuration.tasksFor,
  intake: intakeStore(redis),
  results: resultStore(redis),
  queue: pools,
  schemas: openSchemaSource({
    ...schemaSettings(settings),
    onTrouble: (error) => log.warn({ err: error }, "the cache of schemas is in trouble; the registry is asked"),
  }),
  places: settings.RUCIO_PLACES,
  keepContributions: contributionKeeper(settings, redis),
  nowMs: Date.now,
};

async function health(): Promise<HealthAnswer> {
  const store = await redis.ping().then(
    () => ({ name: "redis", ok: true, detail: "answers" }),
    (error: Error) => ({ name: "redis", ok: false, detail: `does not answer: ${error.message}` }),
  );
  return { status: store.ok ? "ok" : "failing", version: packageFile.version, parts: [store] };
}

const api = await openApi({
  version: packageFile.version,
  redis,
  access: { tokens: settings.CONTROL_TOKENS, isLocal: ["127.0.0.1", "::1", "localhost"].includes(settings.HOST) },
  cameras,
  cameraOf,
  metrics: await loadMetrics(settings.PROGRAMS_DIR),
  sideRuns: runParts({
    redis,
    cameraOf,
    catalog,
    pipelines: async () => (await configuration.current()).files,
    queue: pools,
    nowMs: Date.now,
  }),
  pools,
  objects: openObjects(settings),
  files: openImageSource(imageSettings(settings)),
  ingest: (value) => {
    const position = `POST /api/ingest ${randomUUID()}`;
    return distribute([{ topic: "http", position, value, receivedAtMs: Date.now() }], intake);
  },
  triggerFor: (by) => ({
    cameras,
    cameraOf: (name) => cameras.find((camera) => camera.name === name) ?? genericCamera(name),
    listing: openImageListing(imageSettings(settings)),
    readExposure: (camera, exposureId) => readExposure(redis, camera, exposureId),
    supersede: (image) => supersedeFailure(redis, image, { atMs: Date.now(), by }),
    takeIn: (events, tag) => takeInAgain(events, tag, intake),
    nowMs: Date.now,
  }),
  health,
  configuration,
  nowMs: Date.now,
});

const pages = next({ dev: false, dir: projectFolder, hostname: settings.HOST, port: settings.PORT });
await pages.prepare();
const servePage = pages.getRequestHandler();
const buildFile = await openBuildFiles(join(projectFolder, ".next", "static"));
api.setNotFoundHandler(async (request, reply) => {
  const file = request.method === "GET" ? await buildFile(request.url, request.headers["accept-encoding"]) : null;
  if (file !== null) {
    reply.code(200).type(file.mediaType).headers(buildFileHeaders);
    return reply.serializer((bytes) => bytes as string).send(file.bytes as never);
  }
  reply.hijack();
  await addGlance(request.raw, { redis, cameraOf });
  await servePage(request.raw, reply.raw);
});

const build = await readFile(join(projectFolder, ".next", "BUILD_ID"), "utf8");
// Gatherers mark what is pushed next by the same clock.
const clock = await openSharedClock(redis);
const push = pushDeltas(api.server, {
  tail,
  redis,
  build,
  reach: reachPoint(settings.FAULT_POINT),
  nowMs: clock.nowMs,
  onTrouble: (error) => log.warn({ err: error }, "the store is in trouble; trying again"),
  onPainted: async ({ camera, exposureId, paintedAtMs }) => {
    if (!(await latencyStore(redis).notePainted(camera, exposureId, paintedAtMs))) return;
    // The reconciler adds it to the stages of the exposure.
    await watchStore(redis).lookAt(camera, exposureId, Date.now());
  },
});
await api.listen({ host: settings.HOST, port: settings.PORT });
const does = `serves pages and the API at ${settings.HOST}:${settings.PORT}`;
const word = processWord(redis, { role: "web", version: packageFile.version, does });
const alive = beatProcess(redis, "web", settings.DATA_DIR, word);
log.info({ host: settings.HOST, port: settings.PORT }, "web is ready");

untilStopped(log, async () => {
  await alive.stop();
  await push.stop();
  clock.stop();
  await api.close();
  await configuration.stop();
  await pools.close();
  for (const connection of [redis, queueConnection]) connection.disconnect();
});
