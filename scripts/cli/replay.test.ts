import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { register } from "./replay.ts";

let folder = "";
let complaints = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "replay-"));
  complaints = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    complaints += text;
    return true;
  });
  // Nothing listens on the discard port.
  vi.stubEnv("PORT", "9");
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = 0;
  await rm(folder, { recursive: true });
});

async function run(...words: string[]): Promise<number> {
  const program = new Command("firstlook").exitOverride();
  register(program);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => {} });
  try {
    await program.parseAsync(["replay", ...words], { from: "user" });
    return Number(process.exitCode);
  } catch (error) {
    if (error instanceof CommanderError) return 2;
    throw error;
  }
}

test.each([
  ["a folder that is not there", ["gone"], /gone is not a folder/],
  ["a folder without FITS files", ["."], /holds no file whose name ends in \.fits/],
  ["a rate below 0", [".", "--rate", "-1"], /^$/],
  ["a rate that is no number", [".", "--rate", "fast"], /^$/],
])("%s is wrong use, exit code 2", async (_, words, complaint) => {
  expect(await run(join(folder, words[0] ?? ""), ...words.slice(1))).toBe(2);
  expect(complaints).toMatch(complaint);
});

test("without a running system it says so and what to do, exit code 1", async () => {
  await writeFile(join(folder, "a.fits"), "not FITS, but it would be announced");
  expect(await run(folder)).toBe(1);
  expect(complaints).toMatch(/note: .*a\.fits: This is not a FITS file/);
  expect(complaints).toMatch(/no Firstlook answers at http:\/\/127\.0\.0\.1:9 .*start it with npm start/);
});
