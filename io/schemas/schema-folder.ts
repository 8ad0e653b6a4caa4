/** Schemas by id in a folder, one `<id>.avsc` each: an operator's own, or the cache of a registry. */
import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** @returns the schema's text, or null when the folder has none of this id. */
export async function readSchemaFile(folder: string, id: number): Promise<string | null> {
  try {
    return await readFile(join(folder, `${id}.avsc`), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Writes a schema so that a reader never sees half of it. */
export async function writeSchemaFile(folder: string, id: number, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${id}.avsc`);
  const unfinished = `${path}.${randomUUID()}.part`;
  await writeFile(unfinished, text);
  await rename(unfinished, path);
}
