/** SPEC faults: bad files become failures that a person understands, and the next frame runs. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { imageTopic } from "#contracts/topics.ts";
import { openPublisher } from "#io/bus/open-bus.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { plainFrame } from "../../fixtures/plain-frame.ts";
import { processSystem } from "../../fixtures/process-system.ts";

const { redis, url } = await freshRedis(inject("redisUrl"));
const system = processSystem({ REDIS_URL: url });
afterAll(() => system.stop());

const good = plainFrame({ widthPx: 200, heightPx: 200 });
/** What lies at each exposure's place: null is nothing. */
const files: Record<number, Uint8Array | null> = {
  1: good.subarray(0, 20_000),
  2: new TextEncoder().encode("<html>404 not found</html>"),
  3: null,
  4: withCard(good, "NAXIS1  =                  2x0"),
  5: new Uint8Array(0),
  6: good,
};
const camera = "BadCam";
const exposureIdOf = (seqNum: number) => 2026090100000 + seqNum;
const resultOf = async (seqNum: number) => (await readExposure(redis, camera, exposureIdOf(seqNum)))?.results[0];

beforeAll(async () => {
  for (const file of ["server/distributor/main.ts", "server/gather/main.ts", "workers/main.ts"])
    await system.start(file);
  const publisher = await openPublisher({ kafkaBrokers: null, redisUrl: url });
  for (const [seq, bytes] of Object.entries(files)) {
    const seqNum = Number(seq);
    const path = join(system.dataDir, `${seqNum}.fits`);
    if (bytes) writeFileSync(path, bytes);
    const identity = { camera, exposureId: exposureIdOf(seqNum), dayObs: 20260901, seqNum, detector: "main" };
    await publisher.publish(imageTopic, [
      JSON.stringify({ type: "image-arrived", v: 1, ...identity, uri: `file://${path}` }),
    ]);
  }
  await publisher.close();
}, 60_000);

test.each([
  [1, "truncated", /byte|end/i],
  [2, "not-fits", /FITS/],
  [3, "not-found", /no file at file:.*3\.fits/],
  [4, "bad-header", /NAXIS1/],
  [5, "not-fits", /empty|FITS/i],
])("J4: exposure %i fails as %s, with a reason for a person", async (seqNum, code, message) => {
  await expect.poll(() => resultOf(seqNum), { timeout: 20_000 }).toBeDefined();
  const result = await resultOf(seqNum);
  expect(result).toMatchObject({ status: "failed", error: { code, message: expect.stringMatching(message) } });
  expect(result?.metrics).toEqual({});
  await expect
    .poll(async () => (await readExposure(redis, camera, exposureIdOf(seqNum)))?.summary?.state)
    .toBe("failed");
});

test("J4: the frame behind the bad ones has its numbers", async () => {
  await expect.poll(() => resultOf(6), { timeout: 20_000 }).toBeDefined();
  expect((await resultOf(6))?.metrics.sky_bg).toBeCloseTo(1000, -1);
});

/** Replaces the card of the same keyword. */
function withCard(frame: Uint8Array, card: string): Uint8Array {
  const changed = frame.slice();
  const text = new TextDecoder("latin1").decode(changed.subarray(0, 2880));
  changed.set(new TextEncoder().encode(card.padEnd(80)), text.indexOf(card.slice(0, 8)));
  return changed;
}
