/** Finds a part's program on this machine: unpacked by Firstlook, on PATH, or where Debian puts it. */
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Part, type PartName, parts } from "./catalog.ts";
import { partsDir } from "./places.ts";

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function expand(pattern: string): string[] {
  const [before, after] = pattern.split("*");
  if (before === undefined || after === undefined) return [pattern];
  return existsSync(before) ? readdirSync(before).map((name) => `${before}${name}${after}`) : [];
}

/** Where the program that starts an unpacked part lies; it sets the paths that the part was not built for. */
export function unpackedProgram(part: Part, program: string, dir = partsDir): string {
  return join(dir, part.name, "run", program);
}

/** @returns the full path of the part's program, or null where it is not to be had yet. */
export function findPart(name: PartName, searchPath = process.env["PATH"] ?? "", dir = partsDir): string | null {
  const part = parts[name];
  const folders = searchPath.split(delimiter).filter((folder) => folder !== "");
  const candidates = [
    ...part.programs.flatMap((program) => folders.map((folder) => join(folder, program))),
    ...part.elsewhere.flatMap(expand),
    ...part.programs.map((program) => unpackedProgram(part, program, dir)),
  ];
  return candidates.find(isProgram) ?? null;
}
