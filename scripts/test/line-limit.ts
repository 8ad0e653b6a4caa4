/** Finds source files that have grown too long to be read in one go. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const mostLines = 400;

/** @returns how many lines a text has; a last line end opens no new line. */
export function countLines(text: string): number {
  const ends = text.split("\n").length - 1;
  return text === "" || text.endsWith("\n") ? ends : ends + 1;
}

/** @returns those of the files that have more than 400 lines, with their length. */
export function longFiles(
  rootDir: string,
  files: readonly string[],
  most = mostLines,
): { path: string; lines: number }[] {
  return files
    .map((path) => ({ path, lines: countLines(readFileSync(join(rootDir, path), "utf8")) }))
    .filter(({ lines }) => lines > most);
}
