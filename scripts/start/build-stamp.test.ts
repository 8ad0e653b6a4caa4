/** When the pages count as built. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashSources, isBuildCurrent, stampBuild } from "./build-stamp.ts";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "firstlook-stamp-"));
  for (const folder of ["app/night", "contracts", ".next"]) mkdirSync(join(dir, folder), { recursive: true });
  writeFileSync(join(dir, "app/night/page.tsx"), "one");
  writeFileSync(join(dir, "contracts/job.ts"), "two");
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

function build(): void {
  writeFileSync(join(dir, ".next/BUILD_ID"), "x");
  stampBuild(dir, hashSources(dir));
}

test("a finished build of these sources is current", () => {
  expect(isBuildCurrent(dir)).toBe(false);
  build();
  expect(isBuildCurrent(dir)).toBe(true);
});

test("a changed, an added and a moved source each make it old", () => {
  build();
  writeFileSync(join(dir, "contracts/job.ts"), "2");
  expect(isBuildCurrent(dir)).toBe(false);
  build();
  writeFileSync(join(dir, "app/new.tsx"), "");
  expect(isBuildCurrent(dir)).toBe(false);
  build();
  rmSync(join(dir, "app/new.tsx"));
  writeFileSync(join(dir, "app/newer.tsx"), "");
  expect(isBuildCurrent(dir)).toBe(false);
});

test("a test file does not make it old", () => {
  build();
  writeFileSync(join(dir, "app/night/page.test.ts"), "x");
  expect(isBuildCurrent(dir)).toBe(true);
});

test("a stamp without a build, as after an interrupted one, does not count", () => {
  build();
  rmSync(join(dir, ".next/BUILD_ID"));
  expect(isBuildCurrent(dir)).toBe(false);
});
