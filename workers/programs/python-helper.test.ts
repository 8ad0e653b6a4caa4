/** The Python helper and its example: a function with a decorator is a task, whatever it prints, raises or returns. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import type { ProgramDefinition } from "#contracts/program.ts";
import { loadPrograms } from "#io/programs/load-programs.ts";
import { plainFrame } from "../../fixtures/plain-frame.ts";
import { noPython, pythonWith } from "../../fixtures/programs/python.ts";
import { sampleRequest } from "../../fixtures/programs/sample-request.ts";
import { residentProgram } from "./resident-program.ts";
import { programEnvironment } from "./spawn-program.ts";

const here = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const python = pythonWith([]);
if (python === null) console.log(noPython([]));
const scientific = pythonWith(["astropy", "sep"]);
if (scientific === null) console.log(noPython(["astropy", "sep"]));
const moments = (await loadPrograms(here("examples/python"))).get("moments") as ProgramDefinition;
const parentDir = mkdtempSync(join(tmpdir(), "firstlook-python-"));
const log: string[] = [];
const options = { parentDir, log: (line: string) => void log.push(line) };
const helped = residentProgram(
  { ...moments, name: "helped", command: [python ?? "", here("fixtures/programs/helped.py")] },
  { ...options, env: { ...programEnvironment(process.env, []), PYTHONPATH: here("examples/python") } },
);
const example = residentProgram(
  { ...moments, command: [scientific ?? "", here("examples/python/moments.py")] },
  { ...options, env: programEnvironment(process.env, []) },
);
afterAll(async () => {
  await Promise.all([helped.close(), example.close()]);
  rmSync(parentDir, { recursive: true, force: true });
});
const ask = async (do_: string) => (await helped.run(sampleRequest({ do: do_ }), 20_000)).answer;

test.skipIf(python === null)("N2: NaN and a reason become null with a reason; prints go to the log", async () => {
  expect(await ask("")).toMatchObject({
    type: "result",
    metrics: { helped_ratio: null, helped_width: null, helped_count: 7 },
    missing: { helped_ratio: "the program computed nan", helped_width: "too few stars" },
  });
  await expect.poll(() => log).toContain("a progress bar on standard output");
});

test.skipIf(python === null)("an exception is a failure with its traceback, and the next image works", async () => {
  const message = expect.stringMatching(/helped\.py", line \d+.*ZeroDivisionError: division by zero$/s);
  expect(await ask("raise")).toMatchObject({ type: "failed", code: "program-exception", message });
  expect(await ask("failed")).toMatchObject({ type: "failed", code: "no-stars", message: "there are no stars in A" });
  expect(await ask("")).toMatchObject({ type: "result" });
});

test.skipIf(python === null)("a picture is named with its path", async () => {
  const picture = { name: "shape", path: expect.stringMatching(/helped-.*shape\.svg$/) };
  expect(await ask("picture")).toMatchObject({ type: "result", pictures: [picture] });
});

// Truth of the frame: sky 1000, 20 round Gaussians of sigma 1.6 px (FWHM 3.77 px), some of which may touch.
test.skipIf(scientific === null)(
  "the example measures sky, sources and widths; by hand as well",
  { timeout: 60_000 },
  async () => {
    const path = join(parentDir, "frame.fits");
    writeFileSync(path, plainFrame({ widthPx: 400, heightPx: 400, stars: 20 }));
    const request = { ...sampleRequest({ sigmas: 5 }), path };
    const { answer } = await example.run(request, 20_000);
    if (answer.type !== "result") throw new Error(answer.message);
    expect(Math.abs(Number(answer.metrics["moments_sky"]) - 1000)).toBeLessThan(2);
    expect(answer.metrics["moments_sources"]).toBeGreaterThanOrEqual(17);
    expect(answer.metrics["moments_sources"]).toBeLessThanOrEqual(21);
    expect(Number(answer.metrics["moments_fwhm_px"]) / 3.77).toBeGreaterThan(0.9);
    expect(Number(answer.metrics["moments_fwhm_px"]) / 3.77).toBeLessThan(1.1);
    const byHand = execFileSync(scientific ?? "", [here("examples/python/moments.py"), path], { encoding: "utf8" });
    expect(JSON.parse(byHand).metrics).toEqual(answer.metrics);
  },
);
