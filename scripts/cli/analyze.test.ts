import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { plainFrame } from "../../fixtures/plain-frame.ts";
import { register as registerAnalyze } from "./analyze.ts";
import { register as registerHeader } from "./header.ts";

const folder = mkdtempSync(join(tmpdir(), "firstlook-cli-"));
const good = join(folder, "good.fits");
const bad = join(folder, "bad.fits");
writeFileSync(good, plainFrame({ widthPx: 128, heightPx: 96, stars: 3 }));
writeFileSync(bad, "not a FITS file");

afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

async function runCommand(...words: string[]) {
  const written = { out: "", err: "" };
  for (const [stream, into] of [
    [process.stdout, "out"],
    [process.stderr, "err"],
  ] as const) {
    vi.spyOn(stream, "write").mockImplementation((text) => {
      written[into] += String(text);
      return true;
    });
  }
  const program = new Command("firstlook");
  for (const register of [registerAnalyze, registerHeader]) register(program);
  await program.parseAsync(words, { from: "user" });
  vi.restoreAllMocks();
  const code = process.exitCode;
  return {
    ...written,
    code,
    lines: written.out
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line)),
  };
}

test("analyze --json prints a line for each image; a bad one does not stop the rest", async () => {
  const { lines, code, err } = await runCommand("analyze", bad, good, "--json", "--camera", "TestCam");
  expect(code).toBe(1);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatchObject({ file: bad, error: { code: "not-fits" } });
  expect(lines[1]).toMatchObject({ file: good, hdu: 0, camera: "TestCam", detector: "main", width: 128, height: 96 });
  expect(lines[1]).toMatchObject({ task: "quick-look", configHash: expect.stringMatching(/^[0-9a-f]{16}$/) });
  expect(Object.keys(lines[1].timingsMs)).toEqual(["read", "decode", "background", "detect", "measure", "total"]);
  expect(Object.keys(lines[1].metrics)).toContain("psf_fwhm");
  expect(JSON.parse(err)).toMatchObject({ file: bad, error: { code: "not-fits" } });
});

test("analyze for people: numbers with units, reasons for what is missing, errors on stderr in one line", async () => {
  const { out, err, code } = await runCommand("analyze", good, join(folder, "absent.fits"));
  expect(out).toMatch(/Sky {11}\d+\.\d ADU/);
  expect(out).toMatch(/FWHM {10}— {2}\(the pixel scale is unknown/);
  expect(err).toBe(`firstlook: ${join(folder, "absent.fits")}: there is no such file\n`);
  expect(code).toBe(1);
});

test("C1: the rules choose the pipeline, as for a worker; a pipeline that is named, and values of this run, come first", async () => {
  const bias = join(folder, "bias.fits");
  const cards = ["INSTRUME= 'LATISS'", "IMGTYPE = 'BIAS'", "SEQNUM  = 1234567890"];
  writeFileSync(bias, plainFrame({ widthPx: 128, heightPx: 96, stars: 0, cards }));
  const chosen = async (...words: string[]) => (await runCommand("analyze", bias, "--json", ...words)).lines[0];
  const first = await chosen();
  expect(first).toMatchObject({ camera: "LATISS", pipeline: "quick-look-latiss-bias" });
  expect(await chosen("--pipeline", "quick-look-latiss")).toMatchObject({ pipeline: "quick-look-latiss" });
  expect((await chosen("--set", "quickLook.starsMax=9")).configHash).not.toBe(first.configHash);
  await expect(chosen("--set", "quickLook.starsMax=0")).rejects.toThrow("--set: task quickLook: starsMax is 0");
});

test("a camera's name that cannot be one is wrong use", async () => {
  const { code, err } = await runCommand("analyze", good, "--camera", "a/b");
  expect(code).toBe(2);
  expect(err).toContain("a/b");
});

test("header lists HDUs and cards, with checksums when asked", async () => {
  const { lines, code } = await runCommand("header", good, "--json", "--checksums");
  expect(code).toBe(0);
  const [hdu] = lines[0].hdus;
  expect(hdu).toMatchObject({ i: 0, kind: "image", bitpix: 16, dims: [128, 96], compression: null, physType: ">i4" });
  expect(hdu.cards).toContainEqual({ keyword: "EXPTIME", value: 30, comment: "" });
  expect(hdu.storedSha256).toMatch(/^[0-9a-f]{64}$/);
  expect((await runCommand("header", good)).out).toContain("HDU 0 PRIMARY (image): 128 × 96, BITPIX 16");
  expect((await runCommand("header", bad)).code).toBe(1);
});
