/** Reads only the numbers of an exposure's detectors, a small part of what Redis holds of it. */
import type { Redis } from "ioredis";
import { z } from "zod";
import { imageIdentity } from "#contracts/identity.ts";
import { metricValues } from "#contracts/metric.ts";
import { type AnnouncedImage, readImages } from "./exposure-store.ts";
import { keys } from "./keys.ts";

const measuredResult = imageIdentity
  .pick({ detector: true, kind: true })
  .extend({ task: z.string(), status: z.enum(["done", "failed"]), metrics: metricValues });
export type MeasuredResult = z.infer<typeof measuredResult>;

export interface MeasuredExposure {
  images: AnnouncedImage[];
  results: MeasuredResult[];
}

/** @returns images and numbers of an exposure's first run; both empty when nothing is known of it. */
export async function readMeasured(redis: Redis, camera: string, exposureId: number): Promise<MeasuredExposure> {
  const [images, results] = await Promise.all([
    readImages(redis, camera, exposureId),
    redis.hvals(keys.results(camera, exposureId)),
  ]);
  return { images, results: results.map((text) => measuredResult.parse(JSON.parse(text))) };
}
