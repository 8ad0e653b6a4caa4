/** A local file with an image's bytes, for programs that read files only. */
import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface LocalImage {
  path: string;
  /** Removes the file where it was made for this image. */
  dispose(): Promise<void>;
}

/** @returns the file itself where the image is one, else a copy of its bytes below `dir`, with the end of its name. */
export async function localImage(uri: string, bytes: Uint8Array, dir: string): Promise<LocalImage> {
  if (uri.startsWith("file://")) return { path: fileURLToPath(uri), dispose: async () => undefined };
  await mkdir(dir, { recursive: true });
  // Readers choose by the ending (.fits, .fits.fz, .fits.gz), and people recognise the name in a traceback.
  const name = basename(uri)
    .replace(/[^A-Za-z0-9._-]/g, "_")
    .slice(-120);
  const path = join(dir, `${randomUUID()}-${name}`);
  await writeFile(path, bytes);
  return { path, dispose: () => rm(path, { force: true }) };
}
