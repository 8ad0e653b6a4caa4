/** Reads an exposure as its page shows it, in its first run or in a side run. */
import type { ExposureDetail } from "#contracts/exposure.ts";
import { firstRun } from "#contracts/run-name.ts";
import { readExposure } from "#io/redis/exposure-store.ts";
import { readNightIds } from "#io/redis/night-store.ts";
import { readSideRuns } from "#io/redis/run-store.ts";
import { summarize } from "#server/gather/summarize.ts";
import { withLatency } from "#server/latency/exposure-latency.ts";
import type { ApiParts } from "./api-parts.ts";
import { exposureDetail } from "./exposure-detail.ts";
import { readBeside } from "./read-beside.ts";

/** @returns null when nothing is known of the exposure in that run. */
export async function readDetail(
  { redis, cameraOf, nowMs, metrics }: ApiParts,
  camera: string,
  exposureId: number,
  run: string = firstRun,
): Promise<ExposureDetail | null> {
  const facts = await readExposure(redis, camera, exposureId, run);
  if (facts === null) return null;
  const known = cameraOf(camera);
  // A side run consists of the images that it was started with, and waits for no other.
  const isPart = new Set(facts.images.map(({ detector }) => detector));
  const ofRun =
    run === firstRun ? known : { ...known, detectors: known.detectors.filter(({ name }) => isPart.has(name)) };
  const summary = facts.summary ?? summarize(facts, ofRun, nowMs(), metrics);
  const [ids, sideRuns, beside] = await Promise.all([
    readNightIds(redis, camera, facts.dayObs),
    readSideRuns(redis, camera, exposureId),
    readBeside(redis, camera, exposureId),
  ]);
  const at = ids.indexOf(exposureId);
  const detail = exposureDetail(facts, summary, ofRun, {
    sideRuns,
    previousSeqNum: seqNumOf(ids[at + 1]),
    nextSeqNum: at > 0 ? seqNumOf(ids[at - 1]) : null,
  });
  // Nobody waited for a side run.
  return run === firstRun ? withLatency(detail, beside, nowMs()) : detail;
}

function seqNumOf(id: number | undefined): number | null {
  return id === undefined ? null : id % 100_000;
}
