/** Steps alone and together: the same numbers from one frame, without a copy of its pixels. */
import { expect, test } from "vitest";
import type { DetectorImage } from "#analysis/detector/detector-image.ts";
import { metricOf } from "#contracts/metrics.ts";
import { taskCatalog } from "./catalog.ts";
import { composeSteps } from "./compose-steps.ts";
import { taskRuns } from "./runs.ts";

const width = 128;
const image: DetectorImage = {
  width,
  height: width,
  data: Float32Array.from({ length: width * width }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    const noise = ((at * 7919) % 101) / 10;
    return 100 + noise + 4000 * Math.exp(-((x - 40.2) ** 2 + (y - 60.7) ** 2) / 8);
  }),
  hdu: 0,
  headers: [],
  saturatedPixels: 0,
  saturationLevel: 60_000,
  warnings: [],
};
const facts = { pixelScaleArcsec: 0.2 };

test("every contract has a run of its name, and registered metrics only", () => {
  expect(Object.keys(taskRuns).sort()).toEqual(Object.keys(taskCatalog).sort());
  for (const { metrics } of Object.values(taskCatalog)) {
    for (const key of metrics) expect(metricOf(key)?.key).toBe(key);
  }
});

test.each(Object.keys(taskCatalog))(
  "%s gives each metric of its contract and no other, as in the quick look",
  (name) => {
    const { metrics, missing, pictures } = taskRuns[name]!(image, {}, facts);
    const whole = taskRuns["quick-look"]!(image, {}, facts);
    expect(Object.keys(metrics).sort()).toEqual([...taskCatalog[name]!.metrics].sort());
    for (const key of Object.keys(metrics)) {
      expect([key, metrics[key], missing[key]]).toEqual([key, whole.metrics[key], whole.missing[key]]);
    }
    expect(pictures.map((picture) => picture.name)).toEqual([...taskCatalog[name]!.pictures]);
  },
);

test("a step's configuration is that of the steps it rests on and its own, and nothing else", () => {
  expect(Object.keys(taskCatalog["detect"]!.config.parse({}) as object)).toContain("backgroundMeshPx");
  expect(taskCatalog["detect"]!.config.safeParse({ starsMax: 3 }).success).toBe(false);
  expect(taskCatalog["psf"]!.config.safeParse({ starsMax: 3 }).success).toBe(true);
});

test("steps are given one frame in order, and their time is told once a kind", () => {
  const seen: unknown[] = [];
  const told: string[] = [];
  const step = (countsAs: "background" | "detect") => ({
    countsAs,
    run: (frame: { image: DetectorImage }) => {
      seen.push(frame.image.data);
    },
  });
  const contract = { config: { parse: () => ({}) }, metrics: ["sky_bg"] };
  const run = composeSteps(contract, [step("background"), step("background"), step("detect")]);
  const { metrics, missing } = run(image, {}, facts, (part) => told.push(part));
  expect(seen.every((data) => data === image.data)).toBe(true);
  expect(told).toEqual(["background", "detect"]);
  expect([metrics, missing]).toEqual([{ sky_bg: null }, { sky_bg: "not measured" }]);
});
