/** Reads the amplifiers' tables of an exposure, and nothing else of it. */
import type { Redis } from "ioredis";
import { z } from "zod";
import { type AmpMetrics, ampMetrics } from "#contracts/amp.ts";
import { type AnnouncedImage, readImages } from "./exposure-store.ts";
import { keys, runScope } from "./keys.ts";

const table = z.array(ampMetrics);

/** The table of one task on one image. */
export interface StoredAmps {
  detector: string;
  kind: string;
  task: string;
  amps: AmpMetrics[];
}

/** @returns the images that were announced in a run, and the tables of those that have one. */
export async function readAmps(
  redis: Redis,
  camera: string,
  exposureId: number,
  run: string,
): Promise<{ images: AnnouncedImage[]; tables: StoredAmps[] }> {
  const scope = runScope(exposureId, run);
  const [images, stored] = await Promise.all([
    readImages(redis, camera, scope),
    redis.hgetall(keys.amps(camera, scope)),
  ]);
  const tables = Object.entries(stored).map(([field, text]): StoredAmps => {
    const [detector = "", kind = "", task = ""] = field.split("~");
    return { detector, kind, task, amps: table.parse(JSON.parse(text)) };
  });
  return { images, tables };
}
