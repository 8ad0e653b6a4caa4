/** Masters from files on disk to numbers: the whole way of a worker, with a raw whose truth is known. */
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { headerWords } from "#contracts/camera.ts";
import { openCalibrations } from "#io/calibrations/calibration-source.ts";
import { openImageSource } from "#io/images/image-source.ts";
import { card, fitsBytes, imageCards } from "../../fixtures/fits-bytes.ts";
import { seededNormal } from "../../fixtures/seeded-noise.ts";
import { openCompute } from "../compute.ts";
import { readMasters } from "./read-masters.ts";

const side = 200;
const facts = {
  pixelScaleArcsec: 0.2,
  saturationAdu: 60_000,
  timeScale: "UTC" as const,
  headerWords: headerWords.parse({}),
};
/** The truth: what the optics, the silicon and the electronics do to a sky of 800 counts. */
const sky = 800;
const bias = (x: number, y: number) => 300 + 2 * (x % 10) + (y > 100 ? 40 : 0);
/** In 60 s; the raw is exposed for 30. */
const dark = (x: number, _y: number) => (x < 50 ? 120 : 20);
/** Vignetted, with one amplifier more sensitive than the other. */
const flat = (x: number, y: number) => (x < 100 ? 21_000 : 19_000) * (1 - ((x - 100) ** 2 + (y - 100) ** 2) / 80_000);
const isBad = (x: number, _y: number) => x === 150 || x === 151;
const flatMedian = (() => {
  const all = pixels(flat).sort();
  return (all[all.length / 2]! + all[all.length / 2 - 1]!) / 2;
})();

function pixels(value: (x: number, y: number) => number): Float32Array {
  return Float32Array.from({ length: side * side }, (_, at) => value(at % side, Math.floor(at / side)));
}

function file(data: Float32Array, ...cards: string[]): Uint8Array {
  const bytes = new Uint8Array(4 * data.length);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of data.entries()) view.setFloat32(4 * at, value);
  return fitsBytes({ cards: imageCards(0, -32, [side, side], cards), data: bytes });
}

/** Noise of 5 and a star or two. */
function raw(imageType = "science"): Uint8Array {
  const normal = seededNormal(3);
  const light = (x: number, y: number) => {
    const stars = [30, 90, 160].map((cx) => 6000 * Math.exp(-((x - cx) ** 2 + (y - 60.3) ** 2) / (2 * 1.8 ** 2)));
    return sky + 5 * normal() + stars.reduce((sum, star) => sum + star, 0);
  };
  const data = pixels((x, y) => {
    const seen = light(x, y) * (flat(x, y) / flatMedian) + dark(x, y) / 2 + bias(x, y);
    return isBad(x, y) ? 50_000 : seen;
  });
  return file(data, card("EXPTIME", 30), card("IMGTYPE", imageType), card("BAND", "r"));
}

let folder = "";
const compute = openCompute(60_000);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "masters-"));
  const masters = {
    "bias-main.fits": file(pixels(bias), card("DATE", "2026-08-01T10:00:00")),
    "dark-main.fits": file(pixels(dark), card("EXPTIME", 60)),
    "flat-main-r.fits": file(pixels(flat)),
    "bad-main.fits": file(pixels((x, y) => (isBad(x, y) ? 4 : 0))),
    "small-main.fits": fitsBytes({ cards: imageCards(0, 8, [2, 2]), data: Uint8Array.of(1, 2, 3, 4) }),
    "broken-main.fits": new TextEncoder().encode("no FITS at all"),
  };
  for (const [name, bytes] of Object.entries(masters)) await writeFile(join(folder, name), bytes);
});
afterAll(async () => {
  await compute.close();
  await rm(folder, { recursive: true });
});

const uri = (name: string) => `${pathToFileURL(folder).href}/${name}`;
const all = () => ({
  masterBias: uri("bias-{detector}.fits"),
  masterDark: uri("dark-{detector}.fits"),
  masterFlat: uri("flat-{detector}-{band}.fits"),
  badPixelMask: uri("bad-{detector}.fits"),
});

async function analyze(config: Record<string, unknown>, bytes = raw()) {
  const images = openImageSource({ roots: [folder], bucketsDir: null, s3: null });
  const calibrations = openCalibrations(images, { mostBytes: 2 ** 24, nowMs: () => 0 });
  const subject = { camera: "Cam", detector: "main", dayObs: 20260901, bytes, facts };
  const masters = await readMasters(config, subject, calibrations);
  const own = new Uint8Array(bytes);
  const { answer } = await compute.run({ bytes: own, uri: "raw", task: "quick-look", config, facts, masters });
  return answer;
}

test("bias, dark and flat are taken off and bad pixels left out: the sky is what it was", async () => {
  const answer = await analyze(all());
  if (!answer.ok) throw new Error(answer.error.message);
  const { metrics, warnings, calibrations, pixelUnit } = answer;
  expect(warnings.filter((text) => text.includes("without"))).toEqual([]);
  expect(Math.abs(metrics["sky_bg"]! - sky)).toBeLessThan(0.5);
  expect(Math.abs(metrics["postisr_pixel_median"]! - sky)).toBeLessThan(0.5);
  // Noise of 5 divided by sensitivities around 1.
  expect(Math.abs(metrics["sky_noise"]! / 5 - 1)).toBeLessThan(0.1);
  expect(metrics["sky_gradient"]).toBeLessThan(0.5);
  expect([metrics["n_sources_5"], metrics["n_psf_star"]]).toEqual([3, 3]);
  expect(pixelUnit).toBe("adu");
  const sha256Of = async (name: string) =>
    createHash("sha256")
      .update(await readFile(join(folder, name)))
      .digest("hex");
  expect(calibrations).toEqual([
    {
      kind: "bias",
      uri: uri("bias-main.fits"),
      sha256: await sha256Of("bias-main.fits"),
      date: "2026-08-01T10:00:00",
      scale: 1,
      missing: null,
    },
    {
      kind: "dark",
      uri: uri("dark-main.fits"),
      sha256: await sha256Of("dark-main.fits"),
      date: null,
      scale: 0.5,
      missing: null,
    },
    {
      kind: "flat",
      uri: uri("flat-main-r.fits"),
      sha256: await sha256Of("flat-main-r.fits"),
      date: null,
      scale: expect.closeTo(flatMedian, 1),
      missing: null,
    },
    {
      kind: "badPixels",
      uri: uri("bad-main.fits"),
      sha256: await sha256Of("bad-main.fits"),
      date: null,
      scale: 1,
      missing: null,
    },
  ]);
});

test("without masters the same raw shows its signature, and bad columns are found as sources", async () => {
  const answer = await analyze({});
  expect(answer.ok && answer.calibrations).toEqual([]);
  expect(answer.ok && answer.metrics["sky_bg"]! - sky).toBeGreaterThan(200);
  expect(answer.ok && answer.metrics["n_sources_5"]).toBeGreaterThan(3);
});

test("the mask alone keeps bad pixels out of statistics and detection", async () => {
  const [masked, open] = [await analyze({ badPixelMask: uri("bad-main.fits") }), await analyze({})];
  const sources = (answer: typeof open) => (answer.ok ? answer.metrics["n_sources_5"]! : Number.NaN);
  expect(sources(masked)).toBeLessThan(sources(open));
});

test.each([
  ["gone.fits", /no file at .*gone\.fits/],
  ["small-main.fits", /2 × 2 pixels and the image 200 × 200/],
  ["broken-main.fits", /broken-main\.fits cannot be read/],
  ["bias-{physicalFilter}.fits", /physicalFilter is unknown/],
])("the master %s is left out with its reason; when it is required the image fails", async (name, reason) => {
  const answer = await analyze({ masterBias: uri(name) });
  if (!answer.ok) throw new Error(answer.error.message);
  expect(answer.calibrations).toMatchObject([{ kind: "bias", scale: null, missing: expect.stringMatching(reason) }]);
  expect(answer.warnings.join("\n")).toMatch(/measured without the master bias: /);
  const strict = await analyze({ masterBias: uri(name), mastersRequired: true });
  expect(strict).toMatchObject({ ok: false, error: { code: "calibration", message: expect.stringMatching(reason) } });
});

test("a bias is measured as it is, and a flat is not divided by a flat", async () => {
  const kinds = async (imageType: string) => {
    const answer = await analyze(all(), raw(imageType));
    return answer.ok ? answer.calibrations.filter(({ missing }) => missing === null).map(({ kind }) => kind) : [];
  };
  expect(await kinds("bias")).toEqual(["badPixels"]);
  expect(await kinds("dark")).toEqual(["bias", "badPixels"]);
  expect(await kinds("flat")).toEqual(["bias", "dark", "badPixels"]);
});

test("a folder outside of those that may be read is refused, and said", async () => {
  const answer = await analyze({ masterBias: "file:///etc/hostname" });
  expect(answer.ok && answer.calibrations[0]?.missing).toMatch(/outside of the folders/);
});
