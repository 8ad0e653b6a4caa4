import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Command } from "commander";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { card, fitsBytes, imageCards, int16Bytes } from "../../fixtures/fits-bytes.ts";
import { register } from "./header.ts";

let folder = "";
let printed = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "firstlook-header-"));
  printed = "";
  const keep = (text: string | Uint8Array): boolean => {
    printed += String(text);
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(keep);
  vi.spyOn(process.stderr, "write").mockImplementation(keep);
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
  process.exitCode = undefined;
});

async function header(bytes: Uint8Array, ...options: string[]): Promise<string> {
  const file = join(folder, "frame.fits");
  writeFileSync(file, bytes);
  const program = new Command();
  register(program);
  await program.parseAsync(["header", file, ...options], { from: "user" });
  return printed;
}

const data = int16Bytes([-32768, 0, 7, 32767]);
const frame = fitsBytes({ cards: imageCards(0, 16, [2, 2], [card("BZERO", 32768), card("OBJECT", "M 13")]), data });

test("the checksums are those of the stored bytes and of the physical integers, packed or not", async () => {
  const physical = Buffer.alloc(16);
  for (const [i, value] of [0, 32768, 32775, 65535].entries()) physical.writeInt32BE(value, i * 4);
  const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
  const { hdus } = JSON.parse(await header(gzipSync(frame), "--json", "--checksums"));
  expect(hdus).toHaveLength(1);
  expect(hdus[0]).toMatchObject({ i: 0, name: "PRIMARY", bitpix: 16, dims: [2, 2], physType: ">i4" });
  expect(hdus[0]).toMatchObject({ storedSha256: sha256(data), physSha256: sha256(physical) });
  expect(process.exitCode).toBe(0);
});

test("for people: dimensions, cards and what is missing", async () => {
  const text = await header(frame.subarray(0, 2880 + 5));
  expect(text).toContain("HDU 0 PRIMARY (image): 2 × 2, BITPIX 16");
  expect(text).toContain("OBJECT   = 'M 13'");
  expect(text).toContain("truncated: 3 bytes of its data are missing");
});

test("a file that is none is told, with exit code 1", async () => {
  expect(await header(Buffer.from("<html>"))).toContain("not a FITS file");
  expect(process.exitCode).toBe(1);
});
