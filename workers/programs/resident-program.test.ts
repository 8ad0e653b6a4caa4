/** A resident program and all that it can do wrong: each is told as what it is, and the next image works. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, expect, test } from "vitest";
import type { ProgramDefinition } from "#contracts/program.ts";
import { loadPrograms } from "#io/programs/load-programs.ts";
import { isRunning } from "../../fixtures/programs/is-running.ts";
import { noPython, pythonWith } from "../../fixtures/programs/python.ts";
import { sampleRequest } from "../../fixtures/programs/sample-request.ts";
import { type ResidentOptions, type ResidentProgram, residentProgram, startPauseMs } from "./resident-program.ts";
import { programEnvironment } from "./spawn-program.ts";

const isAbsent = pythonWith([]) === null;
if (isAbsent) console.log(noPython([]));
const faulty = (await loadPrograms(fileURLToPath(new URL("../../fixtures/programs", import.meta.url)))).get(
  "faulty",
) as ProgramDefinition;
const parentDir = mkdtempSync(join(tmpdir(), "firstlook-program-"));
const open: ResidentProgram[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((program) => program.close()));
});
afterAll(() => rmSync(parentDir, { recursive: true, force: true }));

const timeoutMs = 20_000;
function resident(
  changes: Partial<ResidentOptions> = {},
  definition: ProgramDefinition = faulty,
  env: Record<string, string> = {},
): ResidentProgram {
  const own = { ...programEnvironment(process.env, []), ...env };
  const program = residentProgram(definition, { parentDir, env: own, log: () => undefined, ...changes });
  open.push(program);
  return program;
}
async function metricsOf(program: ResidentProgram, config: Record<string, unknown> = {}) {
  const { answer } = await program.run(sampleRequest(config), timeoutMs);
  if (answer.type !== "result") throw new Error(answer.message);
  return answer.metrics;
}

test.skipIf(isAbsent)("it stays between images: one process, started once", async () => {
  const program = resident();
  const first = await metricsOf(program);
  const second = await metricsOf(program);
  expect(second["faulty_pid"]).toBe(first["faulty_pid"]);
  expect([first["faulty_count"], second["faulty_count"]]).toEqual([2, 3]);
});

test.skipIf(isAbsent).each([
  ["exit", "program-crash", /exit code 3.*about to give up/s],
  ["sigkill", "program-crash", /SIGKILL.*eating memory/s],
  ["garbage", "program-protocol", /no JSON: "Hello, I am a progress bar"/],
  ["huge", "program-protocol", /a line of more than 1048576 letters: "xxx/],
  ["no-message", "program-protocol", /no message of protocol 1 \(type: .*answer/],
  ["other-id", "program-protocol", /an answer to "another" when it was asked for "job-1"/],
])("%s is told as %s, and the next image works", async (fault, code, message) => {
  const program = resident();
  await metricsOf(program);
  const faultyRun = program.run(sampleRequest({ do: fault }), timeoutMs);
  await expect(faultyRun).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  expect(await metricsOf(program)).toMatchObject({ faulty_count: 2 });
});

test.skipIf(isAbsent).each([
  ["hang", 60_000],
  ["hang-deaf", 100],
])("J7: one that hangs (%s) is ended and gone, and the next image works", async (fault, killAfterMs) => {
  const program = resident({ killAfterMs });
  const pid = Number((await metricsOf(program))["faulty_pid"]);
  const hanging = program.run(sampleRequest({ do: fault }), 300);
  await expect(hanging).rejects.toMatchObject({ code: "timeout", message: expect.stringMatching(/more than 0\.3 s/) });
  expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  expect(await metricsOf(program)).toMatchObject({ faulty_count: 2 });
});

test.skipIf(isAbsent || process.platform !== "linux")("whatever it started is ended with it", async () => {
  const run = resident().run(sampleRequest({ do: "hang-child" }), 1000);
  const error = await run.then(
    () => null,
    (reason: Error) => reason,
  );
  const child = Number(/child (\d+)/.exec(error?.message ?? "")?.[1]);
  expect(child).toBeGreaterThan(0);
  await expect.poll(() => isRunning(child)).toBe(false);
});

test.skipIf(isAbsent)("what it says of an image is handed on, and it goes on", async () => {
  const program = resident();
  const { answer } = await program.run(sampleRequest({ do: "failed" }), timeoutMs);
  expect(answer).toMatchObject({ type: "failed", code: "no-stars", message: "There are no stars." });
  expect(await metricsOf(program)).toMatchObject({ faulty_count: 3 });
});

test.skipIf(isAbsent)("a slow start is waited for, and is no part of the image's time", async () => {
  const program = resident({}, faulty, { FAULTY_START_S: "0.8" });
  const { answer } = await program.run(sampleRequest(), 700);
  expect(answer.type).toBe("result");
});

test.skipIf(isAbsent)("a start that takes too long is ended", async () => {
  const program = resident({}, { ...faulty, startTimeoutS: 0.3 }, { FAULTY_START_S: "3600" });
  const message = expect.stringMatching(/not ready within 0\.3 s.*startTimeoutS/);
  await expect(program.run(sampleRequest(), timeoutMs)).rejects.toMatchObject({ code: "program-unavailable", message });
});

test.skipIf(isAbsent)("a program that cannot start says why", async () => {
  const program = resident({}, faulty, { FAULTY_START: "exit" });
  const message = expect.stringMatching(/could not be started.*exit code 1.*cannot import numpi/s);
  await expect(program.run(sampleRequest(), timeoutMs)).rejects.toMatchObject({ code: "program-unavailable", message });
});

test.skipIf(isAbsent)("a program of another version than was declared does not run", async () => {
  const program = resident({}, faulty, { FAULTY_VERSION: "2" });
  const message = expect.stringMatching(/it is version 2; its file says 1/);
  await expect(program.run(sampleRequest(), timeoutMs)).rejects.toMatchObject({ code: "program-unavailable", message });
});

test("a command that does not exist is named", async () => {
  const program = resident({}, { ...faulty, command: ["no-such-python3", "task.py"] });
  const message = expect.stringMatching(/could not be started: "no-such-python3 task\.py"/);
  await expect(program.run(sampleRequest(), timeoutMs)).rejects.toMatchObject({ code: "program-unavailable", message });
});

test.skipIf(isAbsent)("secrets of the worker are not seen", async () => {
  const worker = { ...process.env, AWS_SECRET_ACCESS_KEY: "secret", KAFKA_PASSWORD: "secret", FAULTY_LISTED: "yes" };
  const env = programEnvironment(worker, faulty.env);
  const { answer } = await resident({ env }).run(sampleRequest({ do: "environment" }), timeoutMs);
  const seen = answer.type === "result" ? answer.missing["faulty_bytes"]?.split(",") : [];
  expect(seen).toEqual(expect.arrayContaining(["PATH", "FAULTY_LISTED"]));
  expect(seen).not.toEqual(expect.arrayContaining(["AWS_SECRET_ACCESS_KEY"]));
  expect(seen).not.toEqual(expect.arrayContaining(["KAFKA_PASSWORD"]));
});

test("pauses grow only while failures follow one another, and stay short", () => {
  expect([1, 2, 3, 4, 5, 6, 60].map(startPauseMs)).toEqual([0, 500, 1000, 2000, 4000, 5000, 5000]);
});
