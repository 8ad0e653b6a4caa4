/** Tells whether the pages were built from the sources as they are now. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

/** What the pages are made from. */
const sources = ["app", "contracts", "tasks", "public", "next.config.js", "postcss.config.mjs", "package-lock.json"];
const stampName = "firstlook-stamp";

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)));
}

/** @returns a hash over the names and contents of all that the pages are made from; tests do not count. */
export function hashSources(rootDir: string): string {
  const hash = createHash("sha256");
  const files = sources.flatMap((source) => filesUnder(join(rootDir, source)));
  for (const file of files.filter((name) => !/\.test\.tsx?$/.test(name)).sort()) {
    const content = readFileSync(file);
    hash.update(`${relative(rootDir, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** Whether the last finished build was made from these sources. */
export function isBuildCurrent(rootDir: string): boolean {
  const stampFile = join(rootDir, ".next", stampName);
  if (!existsSync(stampFile) || !existsSync(join(rootDir, ".next", "BUILD_ID"))) return false;
  return readFileSync(stampFile, "utf8") === hashSources(rootDir);
}

/** Notes that the build in .next was made from the sources with this hash. */
export function stampBuild(rootDir: string, hash: string): void {
  writeFileSync(join(rootDir, ".next", stampName), hash);
}
