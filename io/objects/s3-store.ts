/** Keeps pictures in a bucket of S3, for installations whose machines share no folder. */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { mediaTypeOf } from "#contracts/contribution.ts";
import type { ObjectRemover, ObjectStore } from "../ports.ts";
import { safeKey } from "./object-key.ts";

/** Requests under way at a time; one for each object, because stores differ in what a request for many must carry. */
const removedAtOnce = 16;

/** @param prefix goes before every key; empty, or it ends in a slash. */
export function openS3Store(
  client: S3Client,
  { bucket, prefix }: { bucket: string; prefix: string },
): ObjectStore & ObjectRemover {
  return {
    async put(key, body, mediaType) {
      if (!safeKey.test(key)) throw new Error(`The object key "${key}" is not a safe relative path.`);
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: prefix + key, Body: body, ContentType: mediaType }),
      );
    },
    async get(key) {
      if (!safeKey.test(key)) return null;
      try {
        const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: prefix + key }));
        const body = await answer.Body?.transformToByteArray();
        return body ? { body, mediaType: answer.ContentType ?? mediaTypeOf(key) ?? "application/octet-stream" } : null;
      } catch (error) {
        if ((error as Error).name === "NoSuchKey") return null;
        throw error;
      }
    },
    async removeFolder(below) {
      if (!safeKey.test(below)) throw new Error(`"${below}" is not a safe relative path of a folder of objects.`);
      let removed = 0;
      for (;;) {
        // From the start each time: what is removed is not listed again.
        const list = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `${prefix}${below}/` }));
        const found = (list.Contents ?? []).flatMap(({ Key }) => Key ?? []);
        if (found.length === 0) return removed;
        for (let at = 0; at < found.length; at += removedAtOnce) {
          const some = found.slice(at, at + removedAtOnce);
          await Promise.all(some.map((Key) => client.send(new DeleteObjectCommand({ Bucket: bucket, Key }))));
        }
        removed += found.length;
      }
    },
  };
}
