/** A job whose task is a program: its image as a file, its numbers, pictures and reasons as a result holds them. */
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import type { Job } from "#contracts/job.ts";
import { loadPrograms } from "#io/programs/load-programs.ts";
import { plainFrame } from "../../fixtures/plain-frame.ts";
import { noPython, pythonWith } from "../../fixtures/programs/python.ts";
import { sampleRequest } from "../../fixtures/programs/sample-request.ts";
import { openPrograms } from "./open-programs.ts";

const isAbsent = pythonWith([]) === null;
if (isAbsent) console.log(noPython([]));
const definitions = await loadPrograms(fileURLToPath(new URL("../../fixtures/programs", import.meta.url)));
const dir = mkdtempSync(join(tmpdir(), "firstlook-programs-"));
const programs = openPrograms(definitions, {
  tempDir: join(dir, "tmp"),
  environment: process.env,
  timeoutMs: 20_000,
  log: () => undefined,
});
afterAll(async () => {
  await programs.close();
  rmSync(dir, { recursive: true, force: true });
});

const frame = new Uint8Array(plainFrame({ widthPx: 100, heightPx: 80 }));
writeFileSync(join(dir, "frame.fits"), frame);
const local = { uri: `file://${join(dir, "frame.fits")}`, bytes: frame };
function job(config: Record<string, unknown>, changes: Partial<Job> = {}): Job {
  const { camera, exposureId, detector, kind, id, facts } = sampleRequest();
  const identity = { v: 1 as const, camera, exposureId, detector, kind, id, dayObs: 20260901, seqNum: 1, obsId: null };
  const task = { pool: "quick-look", task: "faulty", taskVersion: "1", config, configHash: "abc" };
  return { ...identity, ...task, uris: [], facts, eventAtMs: null, receivedAtMs: 0, queuedAtMs: 0, ...changes };
}

test.skipIf(isAbsent)("numbers, checksum and the header's facts come back", async () => {
  const { answer, sha256 } = await programs.run(job({}), local);
  expect(answer).toMatchObject({ ok: true, metrics: { faulty_bytes: frame.length }, header: { exposureTimeS: 30 } });
  expect(sha256).toBe(createHash("sha256").update(frame).digest("hex"));
});

test.skipIf(isAbsent)(
  "a local image is read where it lies; another is a file as long as the program needs it",
  async () => {
    const ofLocal = await programs.run(job({ do: "path" }), local);
    expect(ofLocal.answer.ok && ofLocal.answer.missing["faulty_bytes"]).toBe(join(dir, "frame.fits"));
    const remote = { uri: "s3://bucket/night 1/frame.fits.gz", bytes: frame };
    const ofRemote = await programs.run(job({ do: "path" }), remote);
    const path = ofRemote.answer.ok ? (ofRemote.answer.missing["faulty_bytes"] ?? "") : "";
    expect(path).toMatch(/-frame\.fits\.gz$/);
    expect(path.startsWith(join(dir, "tmp"))).toBe(true);
    expect(existsSync(path)).toBe(false);
    const { answer } = await programs.run(job({}), remote);
    expect(answer.ok && answer.metrics["faulty_bytes"]).toBe(frame.length);
  },
);

test.skipIf(isAbsent)("N2: a number that is none is null with a reason", async () => {
  const ofNan = await programs.run(job({ do: "nan" }), local);
  expect(ofNan.answer).toMatchObject({
    metrics: { faulty_count: null, faulty_bytes: null },
    missing: { faulty_count: "the program computed NaN", faulty_bytes: "the program computed -Infinity" },
  });
  const ofMissing = await programs.run(job({ do: "missing" }), local);
  expect(ofMissing.answer).toMatchObject({
    metrics: { faulty_count: null, faulty_bytes: null },
    missing: { faulty_count: "nothing was counted", faulty_bytes: "the program gave no value" },
    warnings: [expect.stringMatching(/does not declare.*faulty_odd/)],
  });
});

test.skipIf(isAbsent)("J6: a picture is taken from the program's folder, and from nowhere else", async () => {
  const { answer, pictures, warnings } = await programs.run(job({ do: "picture" }), local);
  expect(answer.ok).toBe(true);
  expect(pictures).toMatchObject([{ name: "dot", widthPx: 1, heightPx: 1 }]);
  expect([...(pictures[0]?.body.subarray(0, 3) ?? [])]).toEqual([0xff, 0xd8, 0xff]);
  expect(warnings).toEqual([expect.stringMatching(/"outside" at \/etc\/hostname.*outside of the program's/)]);
});

test.skipIf(isAbsent).each([
  ["exit", "program-crash"],
  ["garbage", "program-protocol"],
  ["hang", "timeout"],
  ["failed", "no-stars"],
])("%s is the failure %s, which keeps the checksum of the image", async (fault, code) => {
  const { answer, sha256 } = await programs.run(job({ do: fault }), local);
  expect(answer).toMatchObject({ ok: false, error: { code } });
  expect(sha256).toHaveLength(64);
});

test.skipIf(isAbsent)("a file that is no FITS is the program's own affair", async () => {
  const { answer } = await programs.run(job({}), { uri: "s3://bucket/frame.xisf", bytes: new Uint8Array([1, 2, 3]) });
  expect(answer).toMatchObject({ ok: true, metrics: { faulty_bytes: 3 }, header: null });
  expect(answer.ok && answer.warnings.join()).toMatch(/header could not be read/);
});

test("a job for another version of the program is left to a worker that has it", async () => {
  const run = programs.run(job({}, { taskVersion: "2" }), local);
  await expect(run).rejects.toMatchObject({ code: "program-unavailable", mayPass: true });
});

test.skipIf(isAbsent)("files of a worker that was killed are removed by the next", async () => {
  const [own = ""] = readdirSync(join(dir, "tmp"));
  // No process has this number: Linux gives none beyond 2^22.
  writeFileSync(join(dir, "tmp", own.replace(`-${process.pid}-`, "-9999999-")), "");
  const next = openPrograms(definitions, {
    tempDir: join(dir, "tmp"),
    environment: process.env,
    timeoutMs: 20_000,
    log: () => undefined,
  });
  await next.run(job({}), local);
  await next.close();
  expect(readdirSync(join(dir, "tmp"))).toEqual([own]);
});
