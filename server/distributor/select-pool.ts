/** Chooses the pool of an image's jobs by the first rule that matches. Pure. */
import type { Camera } from "#contracts/camera.ts";
import type { ImageArrived } from "#contracts/event.ts";
import { fits } from "#contracts/selection.ts";
import type { PoolRule } from "#io/pipelines/resolve/parse-pools.ts";
import type { Arrival } from "#io/redis/begin-exposures.ts";
import { imageFacts } from "./select-pipelines.ts";

export type PoolFor = (image: ImageArrived, camera: Camera, arrival: Arrival) => string;

/** @param rules whose last one matches everything. */
export function poolForImages(rules: readonly PoolRule[]): PoolFor {
  return (image, camera, arrival) => {
    const facts = { ...imageFacts(image, camera), arrival };
    const rule = rules.find(({ when }) =>
      when.every(({ fact, patterns }) =>
        [facts[fact] ?? null].flat().some((value) => patterns.some((pattern) => fits(pattern, value))),
      ),
    );
    if (!rule) throw new Error("No rule of the pools matches; the last one should match everything.");
    return rule.pool;
  };
}
