/** Chooses the pool of an image's jobs by the first rule that matches. Pure. */
import type { Camera } from "#contracts/camera.ts";
import type { ImageArrived } from "#contracts/event.ts";
import { fits, type Pattern } from "#contracts/selection.ts";
import type { PoolRule } from "#io/pipelines/resolve/parse-pools.ts";
import type { Arrival } from "#io/redis/begin-exposures.ts";
import { imageFacts } from "./select-pipelines.ts";

export type PoolFor = (image: ImageArrived, camera: Camera, arrival: Arrival) => string;

/** @param rules whose last one matches everything. */
export function poolForImages(rules: readonly PoolRule[]): PoolFor {
  return (image, camera, arrival) => {
    const facts = { ...imageFacts(image, camera), arrival };
    const rule = rules.find(({ when }) => when.every(({ fact, patterns }) => meets(facts[fact], patterns)));
    if (!rule) throw new Error("No rule of the pools matches; the last one should match everything.");
    return rule.pool;
  };
}

/** A fact that the event does not tell is missing: the pool is chosen before the header is read. */
function meets(fact: string | number | readonly string[] | null | undefined, patterns: readonly Pattern[]): boolean {
  const values =
    typeof fact === "object" && fact !== null && fact.length > 0 ? fact : [typeof fact === "object" ? null : fact];
  return patterns.some((pattern) => values.some((value) => fits(pattern, value ?? null)));
}
