/** Push against a real Redis and a real socket: what was missed, what is new, and requests that make no sense. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { Redis } from "ioredis";
import { io } from "socket.io-client";
import { afterAll, expect, inject, onTestFinished, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import type { ExposureDelta, NightFollowed } from "#contracts/push.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { gatherStore } from "#io/redis/gather-store.ts";
import { intakeStore } from "#io/redis/intake-store.ts";
import { summarize } from "#server/gather/summarize.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { pushDeltas } from "./push-deltas.ts";

const { redis, url } = await freshRedis(inject("redisUrl"));
const http = createServer();
await new Promise<void>((ready) => http.listen(0, "127.0.0.1", ready));
const tail = new Redis(url, { maxRetriesPerRequest: null });
const push = pushDeltas(http, { tail, redis, build: "b", nowMs: Date.now, onTrouble: () => undefined });
const socket = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, { transports: ["websocket"] });
afterAll(async () => {
  socket.disconnect();
  await push.stop();
  redis.disconnect();
});

const testCam = camera.parse({ name: "TestCam", title: "Test", detectors: [{ id: 0, name: "A", x: 0, y: 0 }] });
const night = { camera: "TestCam", dayObs: 20260901 };
const follow = (request: unknown): Promise<NightFollowed> => socket.emitWithAck("night:follow", request);
async function expose(seqNum: number): Promise<void> {
  const exposureId = night.dayObs * 100_000 + seqNum;
  const instants = { eventAtMs: null, receivedAtMs: 1000, deadlineAtMs: 9e12, source: `images/0@${seqNum}#0` };
  const image = { ...night, ...instants, exposureId, seqNum, obsId: null, detector: "A", kind: "raw" as const };
  await intakeStore(redis).announce([{ ...image, uris: ["file:///a.fits"], tasks: ["quick-look"] }]);
  const facts = await readExposure(redis, night.camera, exposureId);
  if (facts) await gatherStore(redis).save(summarize(facts, testCam, 2000), [], false);
}

test("requests that make no sense are refused and end nothing", async () => {
  for (const nonsense of [null, 7, {}, { v: 1, camera: "../x", dayObs: 1, since: null }]) {
    socket.emit("night:leave", nonsense);
    expect(await follow(nonsense)).toMatchObject({ outcome: "refused" });
  }
});

test("P2: a page gets each change, and after an absence what it missed, or word to read again", async () => {
  expect(await follow({ v: 1, ...night, since: null })).toEqual({ outcome: "reload" });
  // A night that was read before anything had changed is not read again.
  expect(await follow({ v: 1, ...night, since: "0-0" })).toEqual({ outcome: "following", missed: [] });
  const changed = new Promise<ExposureDelta>((resolve) => socket.once("exposure:changed", resolve));
  await expose(1);
  const first = await changed;
  expect(first.exposure).toMatchObject({ seqNum: 1, state: "pending" });
  const then = new Promise<ExposureDelta>((resolve) => socket.once("exposure:changed", resolve));
  await expose(2);
  const after = await follow({ v: 1, ...night, since: first.id });
  expect(after.outcome === "following" && after.missed.map(({ exposure }) => exposure.seqNum)).toEqual([2]);
  expect((await then).exposure.seqNum).toBe(2);
  for (const since of ["1-0", "0-0"]) expect(await follow({ v: 1, ...night, since })).toEqual({ outcome: "reload" });
});

test("V6: pages that unpack get the same bytes, compressed once for all of them, and what they missed", async () => {
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const pages = ["one", "two"].map(() => io(origin, { transports: ["websocket"], forceNew: true }));
  onTestFinished(() => {
    for (const page of pages) page.disconnect();
  });
  const followPacked = { v: 1, ...night, packed: true };
  for (const page of pages) await page.emitWithAck("night:follow", { ...followPacked, since: null });
  const told = pages.map((page) => new Promise<string>((resolve) => page.once("exposure:packed", resolve)));
  const plain = new Promise<ExposureDelta>((resolve) => socket.once("exposure:changed", resolve));
  await follow({ v: 1, ...night, since: null });
  await expose(11);
  const [first, second] = await Promise.all(told);
  expect(first).toBe(second);
  const unpack = (text = "") => JSON.parse(gunzipSync(Buffer.from(text, "base64")).toString());
  const { id } = await plain;
  expect(unpack(first)).toMatchObject({ v: 1, deltas: [{ id, exposure: { seqNum: 11 } }] });

  await expose(12);
  const after = await pages[0]?.emitWithAck("night:follow", { ...followPacked, since: id });
  expect(after).toMatchObject({ outcome: "following", missed: [] });
  expect(unpack(after.packed).deltas).toMatchObject([{ exposure: { seqNum: 12 } }]);
  // Neither the socket nor socket.io compresses again.
  const { ws } = (pages[0]?.io.engine.transport ?? {}) as unknown as { ws: { extensions: unknown } };
  expect([undefined, "", null]).toContainEqual(ws.extensions === "" ? "" : Object.keys(ws.extensions ?? {})[0]);
});

test("V6: a page gets the pack in one frame, and once it has left no more", async () => {
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const [page, other] = [io(origin, { transports: ["websocket"], forceNew: true }), io(origin, { forceNew: true })];
  onTestFinished(() => {
    for (const each of [page, other]) each.disconnect();
  });
  const request = { v: 1, ...night, packed: true, since: null };
  for (const each of [page, other]) await each.emitWithAck("night:follow", request);
  const frames: unknown[] = [];
  page.io.engine.on("packet", ({ type, data }: { type: string; data?: string }) => {
    if (type === "message" && data?.includes("exposure:packed")) frames.push(data);
  });
  const packed = (of: typeof page) => new Promise<string>((resolve) => of.once("exposure:packed", resolve));
  const [told, toldOther] = [packed(page), packed(other)];
  await expose(21);
  // However the other one is connected just now: it came over requests and moves to a websocket.
  expect(await told).toBe(await toldOther);
  expect(frames).toEqual([`2["exposure:packed","${await told}"]`]);

  const afterwards = packed(other);
  page.emit("night:leave", night);
  await page.emitWithAck("clock:read");
  await expose(22);
  await afterwards;
  await page.emitWithAck("clock:read");
  expect(frames).toHaveLength(1);
});
