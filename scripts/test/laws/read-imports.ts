/** Reads which files and packages a source file imports, types included, from its text. */
import { isBuiltin } from "node:module";
import { posix } from "node:path";

export interface Import {
  /** A path from the repository's root, `npm:package` or `node:module`. */
  target: string;
  /** True where only types are imported, so that nothing is loaded when the file runs. */
  typeOnly: boolean;
}

/** Imports and re-exports begin a line; the laws rely on the formatter for that. */
const statement = /^(?:import|export)\b(?<clause>[^'";]*?\bfrom)?\s*"(?<specifier>[^"\n]+)"/gm;
const dynamic = /\bimport\(\s*"(?<specifier>[^"\n]+)"/g;

/** @returns what a specifier in this file stands for: `#room/x.ts` is `room/x.ts`, `./x.ts` lies beside the file. */
export function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(file), specifier);
  if (specifier.startsWith("#")) return specifier.slice(1);
  if (isBuiltin(specifier)) return specifier.startsWith("node:") ? specifier : `node:${specifier}`;
  const [first = "", second = ""] = specifier.split("/");
  return `npm:${first.startsWith("@") ? `${first}/${second}` : first}`;
}

/**
 * @param file path from the repository's root, with forward slashes
 * @returns all imports of the file, in order.
 */
export function readImports(file: string, text: string): Import[] {
  const found: Import[] = [];
  for (const { groups } of text.matchAll(statement)) {
    const typeOnly = /^\s+type\b(?!\s+from\b)/.test(groups?.["clause"] ?? "");
    found.push({ target: targetOf(file, groups?.["specifier"] ?? ""), typeOnly });
  }
  for (const { groups } of text.matchAll(dynamic)) {
    found.push({ target: targetOf(file, groups?.["specifier"] ?? ""), typeOnly: false });
  }
  return found;
}
