/** A folder in RubinTV's layout, to contributions: files stay where they are, tables of values are read. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Camera } from "#contracts/camera.ts";
import type { ContributionInput } from "#contracts/contribution.ts";
import { parseChannelKey } from "#server/intake/parse-channel-key.ts";
import { parseChannelTable } from "#server/intake/parse-channel-table.ts";

export interface ChannelImport {
  contributions: ContributionInput[];
  /** What was left out, and why. */
  notes: string[];
}

/** @param folder holds folders of cameras, each with folders of nights. */
export async function planImport(folder: string, cameras: readonly Camera[]): Promise<ChannelImport> {
  const root = resolve(folder);
  const contributions: ContributionInput[] = [];
  const notes: string[] = [];
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.sort()) {
    const { size, mtimeMs } = await stat(path);
    const uri = pathToFileURL(path).href;
    const key = relative(root, path).split(sep).join("/");
    const parsed = parseChannelKey(key, { uri, stamp: `${size}-${Math.round(mtimeMs)}` }, cameras);
    if (parsed.kind === "ignore") notes.push(parsed.reason);
    if (parsed.kind === "file") contributions.push(parsed.contribution);
    if (parsed.kind === "table") {
      try {
        const read = parseChannelTable(await readFile(path, "utf8"), { camera: parsed.camera, dayObs: parsed.dayObs });
        contributions.push(...read.contributions);
        notes.push(...read.problems.map((problem) => `${key}: ${problem}`));
      } catch (error) {
        notes.push(`${key}: ${(error as Error).message}`);
      }
    }
  }
  return { contributions, notes };
}
