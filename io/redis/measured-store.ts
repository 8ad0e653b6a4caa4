/** Reads only the numbers of an exposure's detectors, a small part of what Redis holds of it. */
import type { Redis } from "ioredis";
import { z } from "zod";
import { imageIdentity } from "#contracts/identity.ts";
import { type AnnouncedImage, readImages } from "./exposure-store.ts";
import { keys } from "./keys.ts";

const metricValue = z.number().nullable();

/** Of a result only its names and one metric: an exposure of 189 detectors has 20,000 numbers. */
function measuredResult(metric: string) {
  return imageIdentity.pick({ detector: true, kind: true }).extend({
    task: z.string(),
    status: z.enum(["done", "failed"]),
    metrics: z.object({ [metric]: metricValue.optional() }),
  });
}
export type MeasuredResult = Omit<z.infer<ReturnType<typeof measuredResult>>, "metrics"> & {
  /** The metric that was asked for, where the task has it; null is not measured. */
  metrics: { [metric: string]: number | null | undefined };
};

export interface MeasuredExposure {
  images: AnnouncedImage[];
  results: MeasuredResult[];
}

/** @returns images and one metric of an exposure's first run; both empty when nothing is known of it. */
export async function readMeasured(
  redis: Redis,
  camera: string,
  exposureId: number,
  metric: string,
): Promise<MeasuredExposure> {
  const schema = measuredResult(metric);
  const [images, results] = await Promise.all([
    readImages(redis, camera, exposureId),
    redis.hvals(keys.results(camera, exposureId)),
  ]);
  return { images, results: results.map((text) => schema.parse(JSON.parse(text))) };
}
