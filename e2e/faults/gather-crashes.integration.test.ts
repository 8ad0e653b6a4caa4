/** The crash matrix, gather and push: a process ends between any two of its steps, as `kill -9` would end it. */
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { ExposureDelta } from "#contracts/push.ts";
import { openPublisher } from "#io/bus/open-bus.ts";
import { latestDeltaId } from "#io/redis/delta-stream.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { readNightIds, readSummaries } from "#io/redis/night-store.ts";
import { freePort } from "#scripts/parts/free-port.ts";
import { expectExactlyOnce } from "../../fixtures/exactly-once.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { processSystem, untilGone } from "../../fixtures/process-system.ts";
import { imageEvents, nightCamera, nightDetectors, nightExposureId, smallFrame } from "../../fixtures/small-night.ts";

const { redis, url } = await freshRedis(inject("redisUrl"));
const topic = randomUUID();
const system = processSystem({ REDIS_URL: url, EVENT_TOPICS: topic });
const path = smallFrame(system.dataDir);
const skewedClock = fileURLToPath(new URL("../../fixtures/skewed-clock.ts", import.meta.url));
let seqNum = 0;

beforeAll(() => Promise.all([system.start("workers/main.ts"), system.start("server/distributor/main.ts")]), 60_000);
afterEach(() => Promise.all(["server/gather/main.ts", "fixtures/push-process.ts"].map(system.killAll)));
afterAll(() => system.stop());

async function expose(): Promise<{ camera: string; exposureIds: number[]; detectors: readonly string[] }> {
  const seqNums = [++seqNum, ++seqNum];
  const publisher = await openPublisher({ kafkaBrokers: null, redisUrl: url });
  await publisher.publish(topic, imageEvents(seqNums, path));
  await publisher.close();
  return { camera: nightCamera, exposureIds: seqNums.map(nightExposureId), detectors: nightDetectors };
}

test.for(["gather-taken", "summary-saved", "before-gather-acknowledge"])(
  "X5: a gatherer killed at %s: every exposure complete and told exactly once",
  { timeout: 60_000 },
  async (point) => {
    const dying = await system.start("server/gather/main.ts", { FAULT_POINT: point });
    const expected = await expose();
    expect(await untilGone(dying)).toBe("SIGKILL");
    await system.start("server/gather/main.ts");
    await expectExactlyOnce(redis, expected);
  },
);

test.for(["before-push", "pushed"])(
  "P2: a web process killed at %s: a page that comes back shows what a reload shows",
  { timeout: 60_000 },
  async (point) => {
    await system.start("server/gather/main.ts");
    const port = String(await freePort());
    const dying = await system.start("fixtures/push-process.ts", { PORT: port, FAULT_POINT: point });
    const page = followingPage(port);
    await page.following();
    const expected = await expose();
    expect(await untilGone(dying)).toBe("SIGKILL");
    const exposures = await expectExactlyOnce(redis, expected);
    await system.start("fixtures/push-process.ts", { PORT: port });
    await expect
      .poll(() => expected.exposureIds.map((exposureId) => page.shown.get(exposureId)), { timeout: 20_000 })
      .toEqual(exposures.map(({ summary }) => summary));
    page.close();
  },
);

test("D4: of a gatherer and a web process whose clocks are a minute off no stage of an image goes back", {
  timeout: 60_000,
}, async () => {
  const skewed = (skewMs: number) => ({ NODE_OPTIONS: `--import=${skewedClock}`, CLOCK_SKEW_MS: String(skewMs) });
  await system.start("server/gather/main.ts", skewed(60_000));
  const port = String(await freePort());
  await system.start("fixtures/push-process.ts", { PORT: port, ...skewed(-60_000) });
  const expected = await expose();
  const exposures = await expectExactlyOnce(redis, expected);
  const wayOf = async (exposureId: number) => {
    const exposure = await readExposure(redis, nightCamera, exposureId);
    return (exposure?.results ?? []).map(({ detector, timeline: { doneAtMs } }) => {
      const [work] = exposure?.images.find((image) => image.detector === detector)?.tasks ?? [];
      return [doneAtMs, work?.gatheredAtMs ?? null, work?.pushedAtMs ?? null];
    });
  };
  for (const { exposureId } of exposures) {
    await expect.poll(async () => (await wayOf(exposureId)).flat(), { timeout: 20_000 }).not.toContain(null);
    const ways = await wayOf(exposureId);
    expect(ways.length).toBe(nightDetectors.length);
    for (const way of ways) expect(way).toEqual(way.map(Number).sort((left, right) => left - right));
  }
});

/** A page as `app/live` is one: it keeps the larger revision, and asks for what it missed by its last delta's id. */
function followingPage(port: string) {
  const shown = new Map<number, ExposureSummary>();
  let since: string | null = null;
  const following = Promise.withResolvers<void>();
  const socket: Socket = io(`http://127.0.0.1:${port}`, { transports: ["websocket"], reconnectionDelay: 100 });
  const show = (exposure: ExposureSummary) => {
    const known = shown.get(exposure.exposureId);
    if (!known || known.revision < exposure.revision) shown.set(exposure.exposureId, exposure);
  };
  const take = ({ id, exposure }: ExposureDelta) => {
    since = id;
    show(exposure);
  };
  const readNight = async () => {
    since = await latestDeltaId(redis);
    const ids = await readNightIds(redis, nightCamera, 20260901);
    for (const summary of await readSummaries(redis, nightCamera, ids)) show(summary);
  };
  socket.on("exposure:changed", take);
  socket.on("connect", () => {
    const night = { v: 1, camera: nightCamera, dayObs: 20260901, since };
    socket.emit("night:follow", night, (answer: { outcome: string; missed?: ExposureDelta[] }) => {
      for (const delta of answer.missed ?? []) take(delta);
      (answer.outcome === "reload" ? readNight() : Promise.resolve()).then(following.resolve, following.reject);
    });
  });
  return { shown, following: () => following.promise, close: () => socket.close() };
}
