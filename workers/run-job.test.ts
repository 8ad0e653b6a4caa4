/** One job from claim to result, with everything around it replaced. */
import { expect, test } from "vitest";
import { headerWords } from "#contracts/camera.ts";
import type { Quarantined } from "#contracts/quarantine.ts";
import type { DetectorResult } from "#contracts/result.ts";
import { ImageNotFound, ImageRefused } from "#io/images/image-source.ts";
import type { Claim } from "#io/redis/job-claims.ts";
import { plainFrame } from "../fixtures/plain-frame.ts";
import { silentHeader } from "../fixtures/silent-header.ts";
import { ComputeCrash, ComputeTimeout } from "./compute.ts";
import { ProgramFailed } from "./programs/program-failed.ts";
import { giveUpJob, type JobParts, runJob } from "./run-job.ts";
import type { ThreadAnswer } from "./thread.ts";

const claim = (changes: Partial<Claim> = {}): Claim => ({
  attempt: 1,
  isLastAttempt: false,
  claimedAtMs: 1000,
  job: {
    v: 1,
    id: "job",
    camera: "Cam",
    exposureId: 2026090100001,
    detector: "A",
    kind: "raw",
    dayObs: 20260901,
    seqNum: 1,
    obsId: null,
    uris: ["file:///a.fits", "file:///a.fits.fz"],
    pool: "quick-look",
    task: "quick-look",
    taskVersion: "1",
    config: {},
    configHash: "abc",
    facts: { pixelScaleArcsec: null, saturationAdu: null, timeScale: "UTC", headerWords: headerWords.parse({}) },
    eventAtMs: 900,
    receivedAtMs: 950,
    queuedAtMs: 960,
  },
  ...changes,
});
const header = { ...silentHeader, exposureTimeS: 30 };
const answer: ThreadAnswer = {
  answer: {
    ok: true,
    hdu: 1,
    widthPx: 10,
    heightPx: 8,
    metrics: { sky_bg: 5 },
    missing: {},
    errors: {},
    samples: {},
    amps: [],
    plots: {},
    pixelUnit: "adu",
    calibrations: [],
    header,
    pictures: [],
    warnings: [],
    timingsMs: { decode: 1, background: 2, detect: 3, measure: 4 },
  },
  log: ["decode: 10 × 8 px from HDU 1, 1 ms"],
  sha256: "beef",
  pictures: [{ name: "preview", widthPx: 10, heightPx: 8, body: new Uint8Array([1]), mediaType: "image/jpeg" }],
  warnings: [],
};

const nothing = async () => undefined;

function setting(changes: Partial<JobParts> = {}) {
  const aside: Quarantined[] = [];
  const kept: DetectorResult[] = [];
  const objects: string[] = [];
  const parts: JobParts = {
    images: { read: async () => new Uint8Array([1, 2, 3]) },
    objects: { put: async (key) => void objects.push(key), get: async () => null },
    results: { keep: async (result) => kept.push(result) > 0 },
    calibrations: { read: failing(new Error("must not be read")) },
    compute: { run: async () => answer, warm: nothing, close: nothing },
    programs: { has: () => false, run: failing(new Error("must not run")), warm: nothing, close: nothing },
    quarantine: { put: async (image) => void aside.push(image) },
    reach: () => undefined,
    worker: "w-0",
    nowMs: () => 2000,
    ...changes,
  };
  return { parts, kept, objects, aside };
}
const failing = (error: Error) => async () => Promise.reject(error);

test("J5: a result carries its numbers and all that is needed to make it again", async () => {
  const { parts, kept, objects } = setting();
  await runJob(claim(), parts);
  expect(kept).toMatchObject([
    {
      status: "done",
      metrics: { sky_bg: 5 },
      task: "quick-look",
      taskVersion: "1",
      configHash: "abc",
      input: { uri: "file:///a.fits", bytes: 3, sha256: "beef", hdu: 1 },
      worker: "w-0",
      attempts: 1,
      timeline: { eventAtMs: 900, claimedAtMs: 1000, readAtMs: 2000, doneAtMs: 2000 },
      artifacts: [{ name: "preview", key: "Cam/20260901/2026090100001/A-raw-preview-abc.jpg" }],
    },
  ]);
  expect(objects).toEqual(["Cam/20260901/2026090100001/A-raw-preview-abc.jpg"]);
});

test("J11: a result carries what was said while it ran: the worker's steps and its task's", async () => {
  let atMs = 1000;
  const { parts, kept } = setting({ nowMs: () => (atMs += 5) });
  await runJob(claim({ attempt: 2 }), parts);
  expect(kept[0]?.log.map((line) => line.replace(/^[\d.]+ s {2}/, ""))).toEqual([
    "claimed by w-0, try 2, 0.040 s after it was queued",
    "read file:///a.fits: 3 bytes",
    "quick-look 1, configuration abc",
    "  decode: 10 × 8 px from HDU 1, 1 ms",
    "done: 1 metrics, 1 pictures",
  ]);
});

test("J11: a failure's log ends with its code, after the places that were looked at", async () => {
  const { parts, kept } = setting({ images: { read: failing(new ImageNotFound("There is no such file.")) } });
  await runJob(claim({ isLastAttempt: true }), parts);
  expect(kept[0]?.log.slice(1).map((line) => line.replace(/^[\d.]+ s {2}/, ""))).toEqual([
    "not at file:///a.fits",
    "not at file:///a.fits.fz",
    "failed: not-found",
  ]);
});

test("Q8: the next job may begin when nothing is left but to keep the result", async () => {
  const order: string[] = [];
  const { parts } = setting();
  const keep = async () => order.push("kept") > 0;
  await runJob(claim(), { ...parts, results: { keep } }, () => void order.push("ran"));
  expect(order).toEqual(["ran", "kept"]);
});

const bias = { fact: "imageType" as const, patterns: ["bias"] };
const forBias = {
  rule: "s:1",
  when: [bias],
  met: [],
  pipeline: "bias",
  config: { deep: 1 },
  configHash: "b1a5",
  reason: null,
};
const forRest = { ...forBias, rule: "s:2", when: [], pipeline: "rest", config: {}, configHash: "abc" };
const selecting = (type: string, candidate: Partial<typeof forBias> | object = {}) => {
  const selection = { version: "v1", passed: [], candidates: [{ ...forBias, ...candidate }, forRest] };
  const bytes = new Uint8Array(plainFrame({ widthPx: 8, heightPx: 8, cards: [`IMGTYPE = '${type}'`] }));
  const configs: unknown[] = [];
  const run: JobParts["compute"]["run"] = async ({ config }) => {
    configs.push(config);
    return answer;
  };
  const { parts, kept } = setting({
    images: { read: async () => bytes },
    compute: { run, warm: nothing, close: nothing },
  });
  return { parts, kept, configs, claim: claim({ job: { ...claim().job, selection } }) };
};

test.each([
  ["BIAS", "b1a5", { deep: 1 }, "s:1"],
  ["OBJECT", "abc", {}, "s:2"],
])("C1: the header of a %s chooses the configuration %s", async (type, configHash, config, rule) => {
  const { parts, kept, configs, claim: planned } = selecting(type);
  await runJob(planned, parts);
  expect(configs).toEqual([config]);
  expect(kept).toMatchObject([{ status: "done", configHash, selection: { rule, decidedBy: "header", version: "v1" } }]);
});

test("C1: a rule of the header that runs nothing is a result without numbers that says why", async () => {
  const nothing = { pipeline: null, config: null, configHash: null, reason: "s:1 runs nothing: no use" };
  const { parts, kept, configs, claim: planned } = selecting("BIAS", nothing);
  await runJob(planned, parts);
  expect(configs).toEqual([]);
  expect(kept).toMatchObject([
    { status: "done", metrics: {}, warnings: ["s:1 runs nothing: no use"], selection: { rule: "s:1" } },
  ]);
});

test("N5: masters that the configuration names are read for the detector, and the result tells what became of them", async () => {
  const calibrations = [
    { kind: "bias" as const, uri: "file:///bias-A.fits", sha256: "cafe", date: null, scale: 1, missing: null },
  ];
  const asked: unknown[] = [];
  const calibrated = { ...answer, answer: { ...answer.answer, calibrations } } as ThreadAnswer;
  const { parts, kept } = setting({
    calibrations: { read: async (uri) => ({ uri, sha256: "cafe", bytes: new Uint8Array(new SharedArrayBuffer(2)) }) },
    compute: {
      run: async ({ masters }) => {
        asked.push(...(masters ?? []));
        return calibrated;
      },
      warm: nothing,
      close: nothing,
    },
  });
  const { job } = claim();
  await runJob(claim({ job: { ...job, config: { masterBias: "file:///bias-{detector}.fits" } } }), parts);
  expect(asked).toMatchObject([{ kind: "bias", uri: "file:///bias-A.fits", file: { sha256: "cafe" } }]);
  expect(kept).toMatchObject([{ status: "done", calibrations, pixelUnit: "adu" }]);
});

test("J6: a picture that cannot be kept is a warning; the numbers stay", async () => {
  const { parts, kept } = setting({ objects: { put: failing(new Error("disk full")), get: async () => null } });
  await runJob(claim(), parts);
  expect(kept).toMatchObject([{ status: "done", metrics: { sky_bg: 5 }, artifacts: [] }]);
  expect(kept[0]?.warnings.join()).toMatch(/preview.*disk full/);
});

test("J7: an image beyond its time fails as timeout, at once", async () => {
  const run = failing(new ComputeTimeout("the analysis took more than 1 s"));
  const { parts, kept, aside } = setting({ compute: { run, warm: nothing, close: nothing } });
  await runJob(claim(), parts);
  expect(kept).toMatchObject([{ status: "failed", error: { code: "timeout" } }]);
  expect(aside).toMatchObject([{ job: { id: "job" }, code: "timeout", attempts: 1, worker: "w-0", atMs: 2000 }]);
});

test("an image that ends the compute thread is tried again, and set aside when it does so each time", async () => {
  const run = failing(new ComputeCrash("the compute thread died: out of memory"));
  const { parts, kept, aside } = setting({ compute: { run, warm: nothing, close: nothing } });
  await expect(runJob(claim(), parts)).rejects.toThrow(ComputeCrash);
  expect([kept, aside]).toEqual([[], []]);
  await runJob(claim({ attempt: 3, isLastAttempt: true }), parts);
  expect(kept).toMatchObject([{ error: { code: "crash", message: expect.stringMatching(/out of memory.*3 times/) } }]);
  expect(aside).toMatchObject([{ job: { id: "job" }, attempts: 3 }]);
});

test("J3: an image whose attempts ended no worker in order is set aside, and only then has its result", async () => {
  const { parts, kept, aside } = setting();
  const points: string[] = [];
  await giveUpJob(claim({ attempt: 4 }), { ...parts, reach: (point) => points.push(`${point}, ${kept.length} kept`) });
  expect(aside).toMatchObject([{ job: { id: "job" }, code: "crash" }]);
  expect(points).toEqual(["quarantined, 0 kept"]);
  expect(kept).toMatchObject([
    { status: "failed", attempts: 3, error: { message: expect.stringMatching(/3 attempts/) } },
  ]);
});

test("what may pass is tried again, and only at the last attempt becomes a failure", async () => {
  const read = failing(new ImageNotFound("There is no file at file:///a.fits."));
  const { parts, kept } = setting({ images: { read } });
  await expect(runJob(claim(), parts)).rejects.toThrow(ImageNotFound);
  expect(kept).toEqual([]);
  await runJob(claim({ attempt: 3, isLastAttempt: true }), parts);
  expect(kept).toMatchObject([{ status: "failed", attempts: 3, error: { code: "not-found" } }]);
  expect(kept[0]?.error?.message).toMatch(/file:\/\/\/a\.fits.*3 times/);
});

test("a program that this worker cannot start is left to another one, and at the last attempt a failure", async () => {
  const run = failing(new ProgramFailed("program-unavailable", "Program moments could not be started."));
  const programs = { has: () => true, run, warm: nothing, close: nothing };
  const { parts, kept } = setting({
    programs,
    compute: { run: failing(new Error("must not run")), warm: nothing, close: nothing },
  });
  await expect(runJob(claim(), parts)).rejects.toThrow(ProgramFailed);
  expect(kept).toEqual([]);
  await runJob(claim({ attempt: 3, isLastAttempt: true }), parts);
  const message = "Program moments could not be started. Tried 3 times.";
  expect(kept).toMatchObject([{ status: "failed", attempts: 3, error: { code: "program-unavailable", message } }]);
});

test("what cannot pass fails at once", async () => {
  const { parts, kept } = setting({ images: { read: failing(new ImageRefused("outside")) } });
  await runJob(claim(), parts);
  expect(kept).toMatchObject([{ status: "failed", error: { code: "refused", message: "outside" } }]);
});

test("the next place is looked at where the first holds nothing", async () => {
  const read = async (uri: string) => {
    if (uri === "file:///a.fits") throw new ImageNotFound("none");
    return new Uint8Array([1]);
  };
  const { parts, kept } = setting({ images: { read } });
  await runJob(claim(), parts);
  expect(kept[0]?.input?.uri).toBe("file:///a.fits.fz");
});
