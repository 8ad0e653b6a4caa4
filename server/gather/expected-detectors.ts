/** Which detectors an exposure waits for: those of the pattern it began with, of the ones that were told to come. Pure. */
import type { Camera } from "#contracts/camera.ts";
import { detectorsOf, everyDetector } from "#contracts/detector-pattern.ts";
import type { ExposureFacts } from "#io/redis/exposure-store.ts";

type Facts = Pick<ExposureFacts, "pattern" | "expected" | "seqNum">;

/** @returns names in the camera's order. */
export function expectedDetectors(facts: Facts, camera: Camera): string[] {
  const names = patternDetectors(facts, camera);
  const { expected } = facts;
  return expected === null ? names : names.filter((name) => expected.includes(name));
}

/** @returns names of the detectors that the exposure's pattern chooses; all, where the camera's data know it no more. */
export function patternDetectors({ pattern, seqNum }: Pick<Facts, "pattern" | "seqNum">, camera: Camera): string[] {
  // As nearly all exposures are, of which this is asked with every result.
  if (pattern === null || pattern === everyDetector) return camera.detectors.map(({ name }) => name);
  try {
    return detectorsOf(camera, pattern, seqNum).map(({ name }) => name);
  } catch (error) {
    if (error instanceof RangeError) return camera.detectors.map(({ name }) => name);
    throw error;
  }
}
