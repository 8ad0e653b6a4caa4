/** Opens the store of pictures that the settings name: a bucket, or a folder on this machine. */
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import type { Settings } from "#contracts/settings.ts";
import type { ObjectRemover, ObjectStore } from "../ports.ts";
import { openFolderStore } from "./folder-store.ts";
import { openS3Store } from "./s3-store.ts";

type ObjectSettings = Pick<Settings, "OBJECTS_URL" | "DATA_DIR" | "S3_ENDPOINT" | "S3_REGION">;

/** @returns the bucket of `OBJECTS_URL` (`s3://bucket/prefix/`), or without it the folder `DATA_DIR/objects`. */
export function openObjects(settings: ObjectSettings): ObjectStore & ObjectRemover {
  if (settings.OBJECTS_URL === undefined) return openFolderStore(join(settings.DATA_DIR, "objects"));
  const { hostname: bucket, pathname } = new URL(settings.OBJECTS_URL);
  const path = pathname.replace(/^\/+|\/+$/g, "");
  const endpoint = settings.S3_ENDPOINT;
  const client = new S3Client({ region: settings.S3_REGION, ...(endpoint ? { endpoint, forcePathStyle: true } : {}) });
  return openS3Store(client, { bucket, prefix: path === "" ? "" : `${path}/` });
}
