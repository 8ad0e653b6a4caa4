/** The compute thread: what it is given runs there, and one that takes too long is ended without harm to the next. */
import { afterAll, expect, test } from "vitest";
import { headerWords } from "#contracts/camera.ts";
import { plainFrame } from "../fixtures/plain-frame.ts";
import { ComputeTimeout, openCompute } from "./compute.ts";

const facts = {
  pixelScaleArcsec: 0.5,
  saturationAdu: 30_000,
  timeScale: "UTC" as const,
  headerWords: headerWords.parse({}),
};
const request = (sidePx: number) => ({
  bytes: new Uint8Array(plainFrame({ widthPx: sidePx, heightPx: sidePx })),
  uri: "file:///frame.fits",
  task: "quick-look",
  config: {},
  facts,
});
const patient = openCompute(60_000);
const hasty = openCompute(1);
afterAll(async () => {
  await Promise.all([patient.close(), hasty.close()]);
});

test("numbers, checksum and an encoded picture come back", async () => {
  const { answer, sha256, pictures } = await patient.run(request(200));
  expect(answer.ok && answer.metrics.sky_bg).toBeCloseTo(1000, -1);
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  // A JPEG begins with FF D8 FF, a PNG with 89 P N G.
  const starts = pictures.map(({ name, mediaType, body }) => [name, mediaType, ...body.subarray(0, 3)]);
  expect(starts).toEqual([
    ["preview", "image/jpeg", 0xff, 0xd8, 0xff],
    ...["histogram", "profile", "fwhm-map", "ellipticity-map"].map((name) => [name, "image/png", 0x89, 0x50, 0x4e]),
  ]);
});

test("N3: the same bytes give the same numbers", async () => {
  const [first, second] = [await patient.run(request(150)), await patient.run(request(150))];
  expect(first.answer.ok && first.answer.metrics).toEqual(second.answer.ok && second.answer.metrics);
});

test("J7: a thread that takes too long is ended, and another takes its place", async () => {
  await expect(hasty.run(request(1500))).rejects.toThrow(ComputeTimeout);
  await expect(hasty.run(request(1500))).rejects.toThrow(ComputeTimeout);
});
