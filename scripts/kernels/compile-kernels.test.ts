/** The kept WebAssembly module is what its sources compile to. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compiledFile, compileKernels } from "./compile-kernels.ts";

test("analysis/kernels/compiled.ts is up to date (else run: node scripts/kernels/main.ts)", {
  timeout: 60_000,
}, async () => {
  expect(readFileSync(compiledFile, "utf8") === (await compileKernels())).toBe(true);
});
