/** Holds the repository's imports against the laws. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findCircles } from "./circles.ts";
import { type Law, laws, testFile } from "./laws.ts";
import { type Import, readImports } from "./read-imports.ts";

export interface Violation {
  law: string;
  because: string;
  /** `file → what it imports`, or the files along a circle. */
  where: string;
}

/** Whether a law forbids a file to import this. */
export function breaks(law: Law, file: string, target: string): boolean {
  if (!law.from.test(file) || law.except?.test(file)) return false;
  return law.never?.test(target) === true || (law.only !== undefined && !law.only.test(target));
}

/** @returns the violations among these imports; a test may import what it likes but another test or a main. */
export function checkImports(imports: ReadonlyMap<string, readonly Import[]>): Violation[] {
  const found: Violation[] = [];
  for (const [file, list] of imports) {
    const inForce = testFile.test(file) ? laws.filter((law) => law.from.source === ".") : laws;
    for (const { target } of list) {
      for (const law of inForce) {
        if (breaks(law, file, target))
          found.push({ law: law.name, because: law.because, where: `${file} → ${target}` });
      }
    }
  }
  const loads = [...imports].map(([file, list]): [string, string[]] => [
    file,
    list.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target),
  ]);
  const because = "Two files that load each other are one file, or need a third that both can import.";
  const circles = findCircles(new Map(loads)).map((files) => ({
    law: "no circles",
    because,
    where: files.join(" → "),
  }));
  return [...found, ...circles];
}

/**
 * @param files paths from the root, with forward slashes
 * @returns the violations in these files; a package that package.json does not name is one.
 */
export function checkFiles(rootDir: string, files: readonly string[]): Violation[] {
  const imports = new Map(files.map((file) => [file, readImports(file, readFileSync(join(rootDir, file), "utf8"))]));
  const manifest = JSON.parse(readFileSync(join(rootDir, "package.json"), "utf8")) as Record<
    string,
    object | undefined
  >;
  const declared = new Set(
    ["dependencies", "devDependencies", "optionalDependencies"].flatMap((key) => Object.keys(manifest[key] ?? {})),
  );
  const because = "The package comes along by luck, through another one. Name it in package.json.";
  const undeclared = [...imports].flatMap(([file, list]) =>
    list
      .filter(({ target }) => target.startsWith("npm:") && !declared.has(target.slice("npm:".length)))
      .map(({ target }) => ({ law: "packages are declared", because, where: `${file} → ${target}` })),
  );
  return [...checkImports(imports), ...undeclared];
}
