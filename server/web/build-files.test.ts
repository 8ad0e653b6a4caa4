/** Files of the build, packed once. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBuildFiles } from "./build-files.ts";

const folder = mkdtempSync(join(tmpdir(), "firstlook-build-files-"));
beforeAll(() => {
  mkdirSync(join(folder, "static", "chunks"), { recursive: true });
  writeFileSync(join(folder, "static", "chunks", "a.js"), "const a = 1;");
  writeFileSync(join(folder, "static", "chunks", "b.css"), "a {}");
  writeFileSync(join(folder, "static", "chunks", "c.woff2"), "font");
  writeFileSync(join(folder, "secret.js"), "secret");
});
afterAll(() => rmSync(folder, { recursive: true }));

test("a script is answered packed, whatever its query, and the same bytes again", async () => {
  const files = await openBuildFiles(join(folder, "static"));
  const first = await files("/_next/static/chunks/a.js?v=1", "br, gzip");
  expect(first?.mediaType).toContain("javascript");
  expect(gunzipSync(first?.bytes ?? "").toString()).toBe("const a = 1;");
  expect((await files("/_next/static/chunks/a.js", "gzip"))?.bytes).toBe(first?.bytes);
  expect((await files("/_next/static/chunks/b.css", "gzip"))?.mediaType).toContain("text/css");
});

test("anything else is left to the pages' server", async () => {
  const files = await openBuildFiles(join(folder, "static"));
  expect(await files("/_next/static/chunks/a.js", undefined)).toBeNull();
  expect(await files("/_next/static/chunks/c.woff2", "gzip")).toBeNull();
  expect(await files("/_next/static/chunks", "gzip")).toBeNull();
  expect(await files("/_next/static/../secret.js", "gzip")).toBeNull();
  expect(await files("/_next/static/%2e%2e/secret.js", "gzip")).toBeNull();
  expect(await files("/", "gzip")).toBeNull();
});

test("a file that has gone since is left to the pages' server as well", async () => {
  const files = await openBuildFiles(join(folder, "static"));
  rmSync(join(folder, "static", "chunks", "b.css"));
  expect(await files("/_next/static/chunks/b.css", "gzip")).toBeNull();
});
