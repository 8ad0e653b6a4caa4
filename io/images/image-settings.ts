/** The places that a process may read images from, by its settings. */
import type { Settings } from "#contracts/settings.ts";
import type { ImageSourceSettings } from "./image-source.ts";

export function imageSettings(
  settings: Pick<Settings, "DATA_DIR" | "IMAGE_ROOTS" | "BUCKETS_DIR" | "S3_ENDPOINT" | "S3_REGION">,
): ImageSourceSettings {
  const { DATA_DIR, IMAGE_ROOTS, BUCKETS_DIR, S3_ENDPOINT, S3_REGION } = settings;
  return {
    roots: [DATA_DIR, ...IMAGE_ROOTS],
    bucketsDir: BUCKETS_DIR ?? null,
    s3: S3_ENDPOINT ? { endpoint: S3_ENDPOINT, region: S3_REGION } : null,
  };
}
