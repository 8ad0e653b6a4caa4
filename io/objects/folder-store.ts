/** Keeps pictures in a folder: a key is a path below it. */
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { mediaTypeOf } from "#contracts/contribution.ts";
import type { ObjectRemover, ObjectStore } from "../ports.ts";
import { safeKey } from "./object-key.ts";

export function openFolderStore(folder: string): ObjectStore & ObjectRemover {
  return {
    async put(key, body) {
      if (!safeKey.test(key)) throw new Error(`The object key "${key}" is not a safe relative path.`);
      const path = join(folder, key);
      await mkdir(dirname(path), { recursive: true });
      // A reader never sees half an object.
      const unfinished = `${path}.${randomUUID()}.part`;
      await writeFile(unfinished, body);
      await rename(unfinished, path);
    },
    async get(key) {
      if (!safeKey.test(key)) return null;
      try {
        const body = await readFile(join(folder, key));
        return { body, mediaType: mediaTypeOf(key) ?? "application/octet-stream" };
      } catch (error) {
        if (["ENOENT", "EISDIR", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
        throw error;
      }
    },
    async removeFolder(below) {
      if (!safeKey.test(below)) throw new Error(`"${below}" is not a safe relative path of a folder of objects.`);
      const path = join(folder, below);
      const found = await readdir(path, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
        if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
        throw error;
      });
      if (found === null) return 0;
      await rm(path, { recursive: true, force: true });
      return found.filter((entry) => entry.isFile()).length;
    },
  };
}
