/** Keeps pictures in a bucket of S3, for installations whose machines share no folder. */
import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { mediaTypeOf } from "#contracts/contribution.ts";
import type { ObjectStore } from "../ports.ts";
import { safeKey } from "./object-key.ts";

/** @param prefix goes before every key; empty, or it ends in a slash. */
export function openS3Store(client: S3Client, { bucket, prefix }: { bucket: string; prefix: string }): ObjectStore {
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
  };
}
