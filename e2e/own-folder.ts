/** A folder for the files of one browser test file: made before its first test, gone after its last. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "@playwright/test";

/**
 * Call it at the top of a test file; `path` is to be read in hooks and tests.
 * Playwright loads each file once more to list its tests, so what is made outside a hook is never taken away.
 */
export function ownFolder(name: string): { readonly path: string } {
  const folder = { path: "" };
  test.beforeAll(() => {
    folder.path = mkdtempSync(join(tmpdir(), `firstlook-e2e-${name}-`));
  });
  test.afterAll(() => rmSync(folder.path, { recursive: true, force: true }));
  return folder;
}
