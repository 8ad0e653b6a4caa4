/** Channels of other programs over HTTP against a real Redis: added, gathered, shown, corrected, refused. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import { channelItemUrl } from "#contracts/contributed.ts";
import { openFolderStore } from "#io/objects/folder-store.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { gatherStore } from "#io/redis/gather-store.ts";
import { summarize } from "#server/gather/summarize.ts";
import { apiParts } from "../../fixtures/api-parts.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { openApi } from "./open-api.ts";

const { redis } = await freshRedis(inject("redisUrl"));
const testCam = camera.parse({ name: "TestCam", title: "Test", detectors: [{ id: 0, name: "A", x: 0, y: 0 }] });
const objectsDir = await mkdtemp(join(tmpdir(), "firstlook-channels-"));
const parts = apiParts(redis, {
  cameras: [testCam],
  cameraOf: () => testCam,
  objects: openFolderStore(objectsDir),
  files: {
    read: async (uri) => {
      if (uri === "file:///shared/there.png") return Buffer.from("bytes in their place");
      throw new Error(`There is no file at ${uri}.`);
    },
  },
  nowMs: () => 10_000,
});
const api = await openApi(parts);
afterAll(async () => {
  await api.close();
  redis.disconnect();
  await rm(objectsDir, { recursive: true, force: true });
});
beforeEach(() => redis.flushdb());

const host = { host: "localhost:3000" };
const get = (url: string, headers = {}) => api.inject({ method: "GET", url, headers: { ...host, ...headers } });
const add = (payload: unknown, headers = {}) =>
  api.inject({
    method: "POST",
    url: "/api/contributions",
    headers: { ...host, "content-type": "application/json", ...headers },
    payload: JSON.stringify(payload),
  });
const put = (path: string, payload: string) =>
  api.inject({
    method: "PUT",
    url: `/api/cameras/TestCam/nights/20260901/channels/${path}`,
    headers: { ...host, "content-type": "application/octet-stream" },
    payload,
  });
const of = { type: "contribution", v: 1, camera: "TestCam", dayObs: 20260901, seqNum: 7, producer: "pipes" };
async function gathered() {
  const facts = await readExposure(redis, "TestCam", 2026090100007);
  if (facts) await gatherStore(redis).save(summarize(facts, testCam, 9000), [], true);
  const [exposure] = (await get("/api/cameras/TestCam/nights/20260901")).json().exposures;
  return exposure;
}

test("K4: what another program adds makes a row, though no image ever comes", async () => {
  const file = { channel: "mount", name: "m.png", uri: "file:///shared/there.png" };
  expect(
    (
      await add([
        { ...of, file },
        { ...of, values: { "PSF FWHM": 0.8, Reason: "survey" } },
      ])
    ).json(),
  ).toEqual({ taken: 2 });
  expect(await gathered()).toMatchObject({
    seqNum: 7,
    state: "complete",
    expected: 0,
    contributed: { items: [{ channel: "mount", version: 1 }], values: { "PSF FWHM": 0.8, Reason: "survey" } },
  });
  const shown = await get("/api/cameras/TestCam/nights/20260901/channels/mount/7/m.png");
  expect([shown.headers["content-type"], shown.body]).toEqual(["image/png", "bytes in their place"]);
});

test("K5: the same again changes nothing; a correction is a new version that keeps the first instant", async () => {
  expect((await put("mount/7/m.png", "first")).statusCode).toBe(202);
  const { revision } = await gathered();
  await put("mount/7/m.png", "first");
  expect((await gathered()).revision).toBe(revision);
  await put("mount/7/m.png", "corrected");
  const [item] = (await gathered()).contributed.items;
  expect(item).toMatchObject({ version: 2, firstCameAtMs: 10_000 });
  const url = channelItemUrl({ camera: "TestCam", dayObs: 20260901, seqNum: 7 }, item);
  expect((await get(url)).body).toBe("corrected");
});

test("K6: what belongs to the night is not an exposure; a movie is sent in the parts that a player asks for", async () => {
  await put("day_movie/night/movie.mp4", "0123456789");
  expect((await get("/api/cameras/TestCam/nights/20260901/channels")).json().items).toMatchObject([
    { channel: "day_movie", file: "movie.mp4", mediaType: "video/mp4" },
  ]);
  expect((await get("/api/cameras/TestCam/nights")).statusCode).toBe(200);
  expect(await readExposure(redis, "TestCam", 2026090100000)).toBeNull();
  const url = "/api/cameras/TestCam/nights/20260901/channels/day_movie/night/movie.mp4";
  const part = await get(url, { range: "bytes=2-4" });
  expect([part.statusCode, part.headers["content-range"], part.body]).toEqual([206, "bytes 2-4/10", "234"]);
  expect((await get(url, { range: "bytes=-3" })).body).toBe("789");
  expect((await get(url, { range: "bytes=50-" })).statusCode).toBe(200);
});

test("K7: files of other programs never act as our page", async () => {
  await put("notes/7/x.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
  const { headers } = await get("/api/cameras/TestCam/nights/20260901/channels/notes/7/x.svg");
  expect(headers["content-security-policy"]).toMatch(/^sandbox; default-src 'none'/);
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect((await put("notes/7/x.html", "<script>alert(1)</script>")).statusCode).toBe(400);
  expect((await put("notes/7/..%2f..%2fx.png", "p")).statusCode).toBe(400);
});

test("K3: a wrong contribution is refused whole, with the place of the fault; nobody unknown may add", async () => {
  const wrong = await add([
    { ...of, values: { a: 1 } },
    { ...of, dayObs: "tonight" },
  ]);
  expect([wrong.statusCode, wrong.json().detail]).toEqual([400, expect.stringMatching(/^1\.dayObs: /)]);
  expect(await readExposure(redis, "TestCam", 2026090100007)).toBeNull();
  expect((await add(of, { origin: "https://elsewhere.example" })).statusCode).toBe(401);
  expect((await get("/api/cameras/TestCam/nights/20260901/channels/mount/7/gone.png")).statusCode).toBe(404);
});
