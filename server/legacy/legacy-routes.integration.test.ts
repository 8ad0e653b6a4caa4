/** V1: old links over HTTP, beside RubinTV's metadata that is answered at its own address. */
import { afterAll, expect, inject, test } from "vitest";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { openApi } from "#server/api/open-api.ts";
import { apiParts } from "../../fixtures/api-parts.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";

const { redis } = await freshRedis(inject("redisUrl"));
const api = await openApi(apiParts(redis, { cameras: await loadCameras() }));
afterAll(async () => {
  await api.close();
  redis.disconnect();
});
const get = (url: string) => api.inject({ method: "GET", url });

test("V1: an old link is sent on, and what is none answers 404 with a reason", async () => {
  const found = await get("/rubintv/usdf/lsstcam/event?channel_name=mount&date_str=2025-11-01&seq_num=7");
  expect([found.statusCode, found.headers.location]).toEqual([302, "/LSSTCam/20251101/7?channel=mount"]);
  expect((await get("/rubintv")).headers.location).toBe("/");
  for (const url of ["/rubintv/usdf/nocam", "/rubintv/usdf/lsstcam/event?key=%00", "/rubintv/ws/data/"]) {
    expect(await get(url)).toMatchObject({ statusCode: 404 });
  }
  expect((await get("/rubintv/usdf/%E0%A4%A")).statusCode).toBeLessThan(500);
});

test("T10: RubinTV's metadata keeps its address", async () => {
  const answer = await get("/rubintv/api/usdf/lsstcam/metadata/2025-11-01");
  expect([answer.statusCode, answer.json()]).toEqual([200, {}]);
});
