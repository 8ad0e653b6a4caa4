/** Wires the keeping of contributions for a process: its store, its objects, and the files that it may read. */
import type { Settings } from "#contracts/settings.ts";
import { openImageSource } from "#io/images/image-source.ts";
import { openObjects } from "#io/objects/open-objects.ts";
import type { Redis } from "#io/redis/connect.ts";
import { contributionStore } from "#io/redis/contribution-store.ts";
import { keepContributions } from "./keep-contributions.ts";

export function contributionKeeper(settings: Settings, redis: Redis) {
  const parts = {
    contributions: contributionStore(redis),
    objects: openObjects(settings),
    files: openImageSource({
      roots: [settings.DATA_DIR, ...settings.IMAGE_ROOTS],
      bucketsDir: settings.BUCKETS_DIR ?? null,
      s3: settings.S3_ENDPOINT ? { endpoint: settings.S3_ENDPOINT, region: settings.S3_REGION } : null,
    }),
    nowMs: Date.now,
  };
  return (records: Parameters<typeof keepContributions>[0]) => keepContributions(records, parts);
}
