/** Reads images by URI: files below allowed folders, and objects of buckets (a real S3, or a folder that stands for it). */
import { readFile, realpath } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";

/** Nothing lies at the URI, or not yet. */
export class ImageNotFound extends Error {
  override name = "ImageNotFound";
}

/** The URI is one that this installation does not read. */
export class ImageRefused extends Error {
  override name = "ImageRefused";
}

export interface ImageSource {
  /**
   * @returns the object's bytes.
   * @throws ImageNotFound, ImageRefused; any other error is trouble on the way that may pass.
   */
  read(uri: string): Promise<Uint8Array<ArrayBuffer>>;
}

export interface ImageSourceSettings {
  /** Folders below which files may be read. */
  roots: readonly string[];
  bucketsDir: string | null;
  s3: { endpoint: string; region: string } | null;
}

export function openImageSource({ roots, bucketsDir, s3 }: ImageSourceSettings): ImageSource {
  const client = s3 ? new S3Client({ endpoint: s3.endpoint, region: s3.region, forcePathStyle: true }) : null;

  async function readBucket(uri: string): Promise<Uint8Array<ArrayBuffer>> {
    const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
    if (bucket === undefined || key === undefined) throw new ImageRefused(`"${uri}" names no bucket and key.`);
    if (client) return readObject(client, bucket, key, uri);
    if (bucketsDir === null) {
      throw new ImageRefused(`${uri} cannot be read: set S3_ENDPOINT, or BUCKETS_DIR for a folder of buckets.`);
    }
    return readBelow([join(bucketsDir, bucket)], join(bucketsDir, bucket, key), uri);
  }

  return {
    read(uri) {
      if (uri.startsWith("s3://")) return readBucket(uri);
      if (uri.startsWith("file://")) return readBelow(roots, fileURLToPath(uri), uri);
      return Promise.reject(new ImageRefused(`"${uri}" is neither file:// nor s3://.`));
    },
  };
}

/** Names in events come from outside: neither `..` nor a link may lead out of the allowed folders. */
async function readBelow(roots: readonly string[], path: string, uri: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const real = await realpath(path);
    const realRoots = await Promise.all(roots.map((root) => realpath(resolve(root)).catch(() => resolve(root))));
    if (!realRoots.some((root) => real.startsWith(root.endsWith(sep) ? root : root + sep))) {
      throw new ImageRefused(`${uri} lies outside of the folders that may be read; add its folder to IMAGE_ROOTS.`);
    }
    return ownBytes(await readFile(real));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new ImageNotFound(`There is no file at ${uri}.`);
    throw error;
  }
}

async function readObject(
  client: S3Client,
  bucket: string,
  key: string,
  uri: string,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const body = await answer.Body?.transformToByteArray();
    if (!body) throw new ImageNotFound(`The object at ${uri} has no body.`);
    return new Uint8Array(body);
  } catch (error) {
    const { name } = error as Error;
    if (name === "NoSuchKey" || name === "NoSuchBucket") throw new ImageNotFound(`There is no object at ${uri}.`);
    throw error;
  }
}

/** A small file may come as a part of a shared pool; who gives bytes to a thread must own all of their buffer. */
function ownBytes(buffer: Buffer<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const isWhole = buffer.byteOffset === 0 && buffer.byteLength === buffer.buffer.byteLength;
  return isWhole ? buffer : new Uint8Array(buffer);
}
