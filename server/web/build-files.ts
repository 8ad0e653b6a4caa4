/** Scripts and styles of the pages' build, compressed once for all who ask for them; the pages' own server does it anew for each. */
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";

export interface BuildFile {
  mediaType: string;
  /** Gzipped. */
  bytes: Buffer;
}

const packing = promisify(gzip);
const mediaTypes = new Map([
  [".js", "application/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
]);

/** Their names change with what they hold, so browsers may keep them. */
export const buildFileHeaders = {
  "cache-control": "public, max-age=31536000, immutable",
  "content-encoding": "gzip",
  vary: "accept-encoding",
};

/**
 * @param folder the build's `static`, which stays as it is while this runs.
 * @returns what answers an address below `/_next/static`; null for any other, and for who takes no gzip.
 */
export async function openBuildFiles(
  folder: string,
): Promise<(url: string, acceptEncoding: string | undefined) => Promise<BuildFile | null>> {
  const names = await readdir(folder, { recursive: true });
  const known = new Map(names.map((name) => [`/_next/static/${name}`, name]));
  const packed = new Map<string, Promise<Buffer>>();

  async function pack(name: string): Promise<Buffer> {
    return await packing(await readFile(join(folder, name)), { level: constants.Z_BEST_COMPRESSION });
  }

  return async (url, acceptEncoding) => {
    const name = known.get(url.split("?")[0] ?? "");
    const mediaType = mediaTypes.get(extname(name ?? ""));
    if (name === undefined || mediaType === undefined || !/\bgzip\b/.test(acceptEncoding ?? "")) return null;
    const bytes = packed.get(name) ?? pack(name);
    packed.set(name, bytes);
    try {
      return { mediaType, bytes: await bytes };
    } catch {
      packed.delete(name);
      return null;
    }
  };
}
