/** Lists the repository's own source files. */
import { readdirSync } from "node:fs";
import { join, posix } from "node:path";

const notOurs = new Set(["node_modules", "test-results", "playwright-report", "next-env.d.ts"]);

/** @returns paths of all .ts, .tsx, .mjs, .js and .css files from the root, with forward slashes, sorted. */
export function sourceFiles(rootDir: string, folder = ""): string[] {
  const entries = readdirSync(join(rootDir, folder), { withFileTypes: true });
  const files = entries.flatMap((entry) => {
    if (entry.name.startsWith(".") || notOurs.has(entry.name)) return [];
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(rootDir, path);
    return /\.(ts|tsx|mjs|js|css)$/.test(entry.name) ? [path] : [];
  });
  return files.sort();
}
