/** From all that is known of an exposure to the samples of its stages. Pure. */
import { blankTimeline } from "#contracts/blank-result.ts";
import type { Timeline } from "#contracts/result-facts.ts";
import type { ExposureFacts } from "#io/redis/exposure-store.ts";
import type { StageSample } from "#io/redis/latency-store.ts";
import { shutterClosedAtMs } from "./shutter-closed.ts";
import { exposureSample, imageSample } from "./stage-samples.ts";

/** @returns a sample for each image that has a result, and one for the exposure when a browser has painted it. */
export function measureExposure(
  facts: ExposureFacts,
  beside: { readoutEndedAtMs: number | null; paintedAtMs: number | null },
): StageSample[] {
  const header = facts.results.find((result) => result.header !== null)?.header ?? null;
  const announced = new Map(facts.images.map((image) => [`${image.detector}~${image.kind}`, image]));
  const samples: StageSample[] = [];
  const received: number[] = [];
  const pushed: number[] = [];
  const shutters: number[] = [];
  for (const result of facts.results) {
    const of = `${result.detector}~${result.kind}`;
    const image = announced.get(of);
    if (image === undefined) continue;
    const timeline: Timeline = { ...result.timeline, ...instantsOf(image, result.task) };
    const heardAtMs = timeline.eventAtMs ?? timeline.receivedAtMs ?? facts.firstEventAtMs;
    const shutter = heardAtMs === null ? null : shutterClosedAtMs(header, beside.readoutEndedAtMs, heardAtMs);
    samples.push(imageSample(`${of}~${result.task}`, { ...timeline, shutterClosedAtMs: shutter, paintedAtMs: null }));
    if (timeline.receivedAtMs !== null) received.push(timeline.receivedAtMs);
    if (timeline.pushedAtMs !== null) pushed.push(timeline.pushedAtMs);
    if (shutter !== null) shutters.push(shutter);
  }
  if (beside.paintedAtMs === null || received.length === 0) return samples;
  const whole = {
    ...blankTimeline,
    receivedAtMs: Math.min(...received),
    pushedAtMs: pushed.length > 0 ? Math.max(...pushed) : null,
    shutterClosedAtMs: shutters.length > 0 ? Math.min(...shutters) : null,
    paintedAtMs: beside.paintedAtMs,
  };
  return [...samples, exposureSample(whole)];
}

function instantsOf(image: ExposureFacts["images"][number], task: string): Partial<Timeline> {
  const { eventAtMs, receivedAtMs } = image;
  const {
    queuedAtMs = null,
    gatheredAtMs = null,
    pushedAtMs = null,
  } = image.tasks.find((planned) => planned.task === task) ?? {};
  const known = { eventAtMs, receivedAtMs, queuedAtMs, gatheredAtMs, pushedAtMs };
  return Object.fromEntries(Object.entries(known).filter(([, instant]) => instant !== null));
}
