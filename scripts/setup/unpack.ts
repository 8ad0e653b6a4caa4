/** Unpacks Debian packages into Firstlook's own folder, and makes their programs run from there. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { archivesIn, download } from "./apt.ts";
import type { Part } from "./catalog.ts";
import { unpackedProgram } from "./find-part.ts";
import { partsDir } from "./places.ts";
import type { Progress } from "./progress.ts";
import { runCommand } from "./run-command.ts";

/** Points the absolute links inside an unpacked tree at the tree's own files, where it has them. */
export function relink(treeDir: string, dir = treeDir): void {
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    const stat = lstatSync(path);
    if (stat.isDirectory()) relink(treeDir, path);
    if (!stat.isSymbolicLink()) continue;
    const target = readlinkSync(path);
    if (!target.startsWith("/") || !existsSync(join(treeDir, target))) continue;
    rmSync(path);
    symlinkSync(relative(dirname(path), join(treeDir, target)), path);
  }
}

/** Folders of an unpacked tree in which the loader must look for shared libraries. */
function libraryDirs(treeDir: string): string[] {
  const dirs = new Set<string>();
  const walk = (dir: string, depth: number): void => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      if (entry.isDirectory() && depth < 4) walk(join(dir, entry.name), depth + 1);
      else if (/\.so(\.|$)/.test(entry.name)) dirs.add(dir);
    }
  };
  for (const dir of ["lib", "usr/lib"]) if (existsSync(join(treeDir, dir))) walk(join(treeDir, dir), 0);
  return [...dirs];
}

/** Fonts that came with the part; the machine's own come after. */
function fontSettings(treeDir: string, partDir: string): string {
  if (!existsSync(join(treeDir, "usr/share/fonts"))) return "";
  const dirs = '<dir prefix="relative">tree/usr/share/fonts</dir><dir>/usr/share/fonts</dir>';
  const cache = '<cachedir prefix="relative">font-cache</cachedir>';
  writeFileSync(join(partDir, "fonts.conf"), `<?xml version="1.0"?>\n<fontconfig>${dirs}${cache}</fontconfig>\n`);
  return 'export FONTCONFIG_FILE="$part/fonts.conf"\n';
}

/** Finds the real program in the tree: Debian's Chromium hides it behind a script that knows only /usr. */
function programIn(treeDir: string, program: string): string | null {
  const folders = ["usr/lib/chromium", "usr/bin", "usr/sbin", "bin", "usr/share/maven/bin"];
  const jvmDir = join(treeDir, "usr/lib/jvm");
  const jvms = existsSync(jvmDir) ? readdirSync(jvmDir).map((name) => `usr/lib/jvm/${name}/bin`) : [];
  const paths = [...folders, ...jvms].map((folder) => join(treeDir, folder, program));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** Writes a script that starts an unpacked program with the libraries and fonts that came with it. */
function writeStarter(part: Part, treeDir: string, partDir: string): boolean {
  for (const program of part.programs) {
    const real = programIn(treeDir, program);
    if (real === null) continue;
    const libraries = libraryDirs(treeDir).map((dir) => `$part/${relative(partDir, dir)}`);
    const starter = unpackedProgram(part, program);
    const lines = [
      "#!/bin/sh",
      'part=$(cd "$(dirname "$0")/.." && pwd)',
      `export LD_LIBRARY_PATH="${libraries.join(":")}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"`,
      `${fontSettings(treeDir, partDir)}exec "$part/${relative(partDir, real)}" "$@"`,
    ];
    mkdirSync(dirname(starter), { recursive: true });
    writeFileSync(starter, `${lines.join("\n")}\n`);
    chmodSync(starter, 0o755);
    return true;
  }
  return false;
}

/** Fetches and unpacks a part. @returns what went wrong, or null when the part's program is ready. */
export async function unpackPart(part: Part, packages: readonly string[], progress: Progress): Promise<string | null> {
  const partDir = join(partsDir, part.name);
  const treeDir = join(partDir, "tree");
  const archiveDir = join(partDir, "archives");
  rmSync(partDir, { recursive: true, force: true });
  const fetched = await download(packages, archiveDir, part.name, progress);
  if (fetched.code !== 0) return fetched.tail.slice(-6).join("\n  ");
  const archives = archivesIn(archiveDir);
  mkdirSync(treeDir, { recursive: true });
  for (const [index, archive] of archives.entries()) {
    progress.step(`${part.name}: unpacking`, (100 * index) / archives.length);
    const unpacked = await runCommand("dpkg-deb", ["-x", archive, treeDir]);
    if (unpacked.code !== 0) return unpacked.tail.slice(-6).join("\n  ");
  }
  relink(treeDir);
  rmSync(archiveDir, { recursive: true, force: true });
  return writeStarter(part, treeDir, partDir) ? null : `no ${part.programs.join(" or ")} in ${packages.join(", ")}`;
}
