/** The exposures of a batch: each begins with the first event that tells of it, and with it what holds for it. */
import type { Camera } from "#contracts/camera.ts";
import { everyDetector } from "#contracts/detector-pattern.ts";
import type { ToldExposure } from "#contracts/outcome.ts";
import type { Arrival, Begun } from "#io/redis/begin-exposures.ts";
import type { IntakeStore } from "#io/redis/intake-store.ts";
import { patternDetectors } from "#server/gather/expected-detectors.ts";

/** An exposure with when it was told of, and the camera that took it. */
export interface Telling {
  exposure: ToldExposure;
  camera: Camera;
  receivedAtMs: number;
}

export interface OpenExposure {
  arrival: Arrival;
  /** @returns why a detector's image is not analysed, or null. One that the camera's data do not know always is. */
  skips(detector: string): string | null;
}

/** @returns what holds for an exposure of the batch. */
export type OpenExposures = (image: { camera: string; exposureId: number }) => OpenExposure;

export async function openExposures(
  tellings: readonly Telling[],
  intake: Pick<IntakeStore, "begin">,
): Promise<OpenExposures> {
  const merged = new Map<string, Telling>();
  for (const telling of tellings) {
    const key = keyOf(telling.exposure);
    const before = merged.get(key);
    const detectors = telling.exposure.detectors ?? before?.exposure.detectors ?? null;
    merged.set(key, { ...(before ?? telling), exposure: { ...(before ?? telling).exposure, detectors } });
  }
  const told = [...merged.values()];
  const begun = await intake.begin(
    told.map(({ exposure: { detectors, ...exposure }, camera, receivedAtMs }) => ({
      ...exposure,
      receivedAtMs,
      lateAfterMs: camera.lateAfterS * 1000,
      expected: detectors,
    })),
  );
  const open = new Map(
    told.map((telling, index): [string, OpenExposure] => {
      const { pattern, arrival } = begun[index] as Begun;
      return [keyOf(telling.exposure), { arrival, skips: skipsOf(pattern, telling) }];
    }),
  );
  return (image) => {
    const found = open.get(keyOf(image));
    if (!found) throw new Error(`Exposure ${keyOf(image)} was not opened with its batch.`);
    return found;
  };
}

function skipsOf(pattern: string, { exposure: { seqNum }, camera }: Telling): OpenExposure["skips"] {
  if (pattern === everyDetector) return () => null;
  const chosen = new Set(patternDetectors({ pattern, seqNum }, camera));
  const skipped = new Set(camera.detectors.map(({ name }) => name).filter((name) => !chosen.has(name)));
  return (detector) =>
    skipped.has(detector) ? `${detector} is outside of the pattern "${pattern}" that its exposure began with` : null;
}

function keyOf({ camera, exposureId }: { camera: string; exposureId: number }): string {
  return `${camera} ${exposureId}`;
}
