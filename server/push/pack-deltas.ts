/** Packs deltas for the wire: compressed once by the server, whatever the number of pages. Pure. */
import { gzipSync } from "node:zlib";
import type { ExposureDelta } from "#contracts/push.ts";

/**
 * @param deltas in the order of the stream
 * @returns for each exposure its newest delta, with the detectors of all of them, in the order of the stream.
 */
export function newestDeltas(deltas: readonly ExposureDelta[]): ExposureDelta[] {
  const newest = new Map<string, ExposureDelta>();
  for (const delta of deltas) {
    const key = `${delta.exposure.camera} ${delta.exposure.exposureId}`;
    const before = newest.get(key);
    // Set anew, so that the ids stay in order and the last one is the page's place in the stream.
    newest.delete(key);
    const detectors = [...new Set([...(before?.detectors ?? []), ...delta.detectors])];
    const exposure = before && before.exposure.revision > delta.exposure.revision ? before.exposure : delta.exposure;
    newest.set(key, { ...delta, exposure, detectors });
  }
  return [...newest.values()];
}

/** @returns a `deltaPack` as gzipped JSON, in base64. */
export function packDeltas(deltas: readonly ExposureDelta[]): string {
  return gzipSync(JSON.stringify({ v: 1, deltas: newestDeltas(deltas) })).toString("base64");
}
