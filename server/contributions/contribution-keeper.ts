/** Wires the keeping of contributions for a process: its store, its objects, and the files that it may read. */
import type { Settings } from "#contracts/settings.ts";
import { imageSettings } from "#io/images/image-settings.ts";
import { openImageSource } from "#io/images/image-source.ts";
import { openObjects } from "#io/objects/open-objects.ts";
import type { Redis } from "#io/redis/connect.ts";
import { contributionStore } from "#io/redis/contribution-store.ts";
import { keepContributions } from "./keep-contributions.ts";

export function contributionKeeper(settings: Settings, redis: Redis) {
  const parts = {
    contributions: contributionStore(redis),
    objects: openObjects(settings),
    files: openImageSource(imageSettings(settings)),
    nowMs: Date.now,
  };
  return (records: Parameters<typeof keepContributions>[0]) => keepContributions(records, parts);
}
