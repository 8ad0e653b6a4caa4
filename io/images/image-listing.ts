/** Lists what lies in a bucket below a prefix: a real S3, or a folder that stands for buckets. */
import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import type { ImageSourceSettings } from "./image-source.ts";

export interface ImageListing {
  /**
   * @param prefix `s3://bucket/start/of/keys`
   * @returns URIs with when each was written (UTC milliseconds; null is unknown).
   * @throws Error when the store cannot be looked into: what is not listed is then not known to be missing.
   */
  list(prefix: string): Promise<Map<string, number | null>>;
}

export function openImageListing({ bucketsDir, s3 }: Omit<ImageSourceSettings, "roots">): ImageListing {
  const client = s3 ? new S3Client({ endpoint: s3.endpoint, region: s3.region, forcePathStyle: true }) : null;
  return {
    async list(prefix) {
      const [, bucket, start] = /^s3:\/\/([^/]+)\/(.*)$/.exec(prefix) ?? [];
      if (bucket === undefined || start === undefined || start.split("/").includes("..")) {
        throw new Error(`"${prefix}" names no bucket and start of a key`);
      }
      if (client) return listBucket(client, bucket, start);
      if (bucketsDir !== null) return listFolder(join(bucketsDir, bucket), bucket, start);
      throw new Error("neither S3_ENDPOINT nor BUCKETS_DIR is set");
    },
  };
}

async function listBucket(client: S3Client, bucket: string, start: string): Promise<Map<string, number | null>> {
  const found = new Map<string, number | null>();
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: start })) {
    for (const { Key: key, LastModified: written } of page.Contents ?? []) {
      if (key !== undefined) found.set(`s3://${bucket}/${key}`, written?.getTime() ?? null);
    }
  }
  return found;
}

/** Keys of one exposure lie in one folder, so one folder is read: no walk through a whole store. */
async function listFolder(root: string, bucket: string, start: string): Promise<Map<string, number | null>> {
  const folder = start.endsWith("/") ? start.slice(0, -1) : dirname(start);
  const below = folder === "." ? "" : `${folder}/`;
  const names = await readdir(join(root, folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const keys = names.map((name) => `${below}${name}`).filter((key) => key.startsWith(start));
  const entries = await Promise.all(
    keys.map(
      async (key): Promise<[string, number]> => [`s3://${bucket}/${key}`, (await stat(join(root, key))).mtimeMs],
    ),
  );
  return new Map(entries.map(([uri, ms]) => [uri, Math.round(ms)]));
}
