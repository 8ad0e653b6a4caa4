/** The steps of a timeline with when each began and how long it took. */

import type { ExposureTimeline } from "#contracts/exposure-timeline.ts";
import type { Step } from "#contracts/latency.ts";

export interface WaterfallStep {
  name: string;
  /** What happens between the step before and this one. */
  means: string;
  /** UTC milliseconds; null while it did not happen. */
  atMs: number | null;
  /** Since the first instant of the timeline. */
  sinceStartMs: number | null;
  /** Since the last earlier step that happened; below zero where two machines' clocks differ. */
  tookMs: number | null;
}

const names: readonly [Step, string, string][] = [
  ["shutterClosedAtMs", "shutter", "the shutter closed, by the header or the camera's readout; unknown for a replay"],
  ["eventAtMs", "event", "the sender says that it happened"],
  ["receivedAtMs", "received", "the intake read the event"],
  ["queuedAtMs", "queued", "its job was in the queue"],
  ["claimedAtMs", "claimed", "a worker took the job"],
  ["readAtMs", "read", "the pixels were read"],
  ["doneAtMs", "done", "the task had its numbers"],
  ["gatheredAtMs", "gathered", "the exposure knew of them"],
  ["pushedAtMs", "pushed", "pages were told"],
  ["paintedAtMs", "painted", "the first browser that said so had it on its screen"],
];

/** @returns the ten steps in order. */
export function waterfallSteps(timeline: ExposureTimeline): WaterfallStep[] {
  let startMs: number | null = null;
  let beforeMs: number | null = null;
  return names.map(([key, name, means]) => {
    const atMs = timeline[key];
    if (atMs === null) return { name, means, atMs, sinceStartMs: null, tookMs: null };
    startMs ??= atMs;
    const step = {
      name,
      means,
      atMs,
      sinceStartMs: atMs - startMs,
      tookMs: beforeMs === null ? null : atMs - beforeMs,
    };
    beforeMs = atMs;
    return step;
  });
}
