import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { register } from "./simulate.ts";

let folder = "";
let complaints = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "simulate-"));
  complaints = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    complaints += text;
    return true;
  });
});

afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = 0;
  await rm(folder, { recursive: true });
});

/** @returns the exit code of `simulate` with these words. */
async function run(...words: string[]): Promise<number> {
  const program = new Command("firstlook").exitOverride().configureOutput({ writeErr: () => {} });
  register(program);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => {} });
  try {
    await program.parseAsync(["simulate", ...words], { from: "user" });
    return Number(process.exitCode);
  } catch (error) {
    if (error instanceof CommanderError) return 2;
    throw error;
  }
}

test("writes raws by camera, night and exposure, and the truth about them", async () => {
  const words = ["--camera", "simcam", "--exposures", "2", "--detectors", "R22_S11,R22_S0?", "--day-obs", "20261121"];
  expect(await run(folder, ...words, "--seed", "5")).toBe(0);
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".fits.fz")).sort();
  const wanted = [1, 2].flatMap((seqNum) =>
    ["R22_S00", "R22_S01", "R22_S02", "R22_S11"].map((detector) => {
      const obsId = `SC_O_20261121_00000${seqNum}`;
      return `SimCam/20261121/${obsId}/${obsId}_${detector}.fits.fz`;
    }),
  );
  expect(files).toEqual(wanted);
  const truth = JSON.parse(await readFile(join(folder, "truth.json"), "utf8"));
  expect(truth).toMatchObject({ camera: "SimCam", seed: 5, starColumns: ["x", "y", "fluxAdu"] });
  expect(truth.exposures.map((exposure: { exposureId: number }) => exposure.exposureId)).toEqual([
    2026112100001, 2026112100002,
  ]);
  const [detector] = truth.exposures[0].detectors;
  expect(detector.detector).toBe("R22_S00");
  expect(detector.stars.length).toBeGreaterThan(100);
  expect(detector.fwhmArcsec / detector.fwhmPx).toBeCloseTo(0.3, 3);
  expect(complaints).toContain("simulated 8/8 files");
});

test.each([
  [["--camera", "NoCam", "--exposures", "1"], /no camera "NoCam"; known cameras: .*SimCam/],
  [["--camera", "SimCam", "--exposures", "1", "--detectors", "R99_*"], /"R99_\*" chooses no detector of SimCam/],
  [["--camera", "SimCam", "--exposures", "none"], /^$/],
  [["--camera", "SimCam", "--exposures", "1", "--day-obs", "20260231"], /^$/],
  [["--camera", "SimCam"], /^$/],
])("wrong use is exit code 2: %j", async (words, complaint) => {
  expect(await run(folder, ...words)).toBe(2);
  expect(complaints).toMatch(complaint);
});

test("a folder that cannot be written is exit code 1", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");
  expect(await run(join(file, "out"), "--camera", "SimCam", "--exposures", "1")).toBe(1);
  expect(complaints).toMatch(/^firstlook simulate: ENOTDIR.*file/);
});
