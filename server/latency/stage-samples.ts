/** From timelines to the spans that the histograms hold. Pure. */

import type { ExposureTimeline } from "#contracts/exposure-timeline.ts";
import { latencyStages, type StageKey } from "#contracts/latency.ts";
import type { StageSample } from "#io/redis/latency-store.ts";

/** Stages that only the exposure as a whole has. */
const ofExposure: ReadonlySet<StageKey> = new Set(["paint", "page", "whole"]);

/** @returns the spans of the stages whose ends are both known; a sender that gives no instant has its event at receipt. */
function spansOf(timeline: ExposureTimeline, wanted: (stage: StageKey) => boolean): StageSample["spansMs"] {
  const told = { ...timeline, eventAtMs: timeline.eventAtMs ?? timeline.receivedAtMs };
  const spans: StageSample["spansMs"] = {};
  for (const { key, from, to } of latencyStages) {
    const [start, end] = [told[from], told[to]];
    if (start !== null && end !== null && wanted(key)) spans[key] = end - start;
  }
  return spans;
}

/** @returns one image's stages, from shutter to push. */
export function imageSample(of: string, timeline: ExposureTimeline): StageSample {
  return { of, spansMs: spansOf(timeline, (stage) => !ofExposure.has(stage)) };
}

/** @returns the stages of the exposure as a whole, once a browser has painted it. */
export function exposureSample(timeline: ExposureTimeline): StageSample {
  return { of: "exposure", spansMs: spansOf(timeline, (stage) => ofExposure.has(stage)) };
}
