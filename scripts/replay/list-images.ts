/** Lists the FITS files below a folder. */
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";

const imageName = /\.(fits|fit|fts|fz)(\.gz)?$|\.gz$/i;

/**
 * @returns absolute paths of `.fits`, `.fit`, `.fts`, `.fz` and `.gz` files (any case), folders inside included, in
 * order of name. Hidden files and folders are left out.
 * @throws Error when the folder cannot be read.
 */
export async function listImages(folder: string): Promise<string[]> {
  const root = resolve(folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && imageName.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) =>
        !path
          .slice(root.length)
          .split("/")
          .some((part) => part.startsWith(".")),
    )
    .filter((path) => !/\.(csv|json|ya?ml|txt|tar)\.gz$/i.test(path))
    .sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
}
