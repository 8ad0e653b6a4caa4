/** Why an exposure took as long as it did, in a sentence that names what took longest. Pure. */
import type { DetectorRecord } from "#contracts/exposure.ts";
import type { ExposureTimeline } from "#contracts/exposure-timeline.ts";
import { latencyStages, type StageKey } from "#contracts/latency.ts";
import type { Reconciliation } from "#contracts/reconciliation.ts";

/** Below this nobody waits, and there is nothing to explain. */
const noticeableMs = 1000;

export interface LateFacts {
  timeline: ExposureTimeline;
  detectors: readonly Pick<DetectorRecord, "detector" | "state" | "timeline" | "attempts" | "worker">[];
  reconciliation: Reconciliation | null;
  nowMs: number;
  isOver: boolean;
}

interface Cause {
  ms: number;
  sentence: string;
}

/** @returns the sentence; null when the exposure was quick, or too little is known. */
export function whyLate(facts: LateFacts): string | null {
  const [worst] = causes(facts).sort((left, right) => right.ms - left.ms);
  return worst !== undefined && worst.ms >= noticeableMs ? worst.sentence : null;
}

function causes(facts: LateFacts): Cause[] {
  const last = lastDetector(facts.detectors);
  const missing = facts.reconciliation?.missing ?? [];
  const found: Cause[] = [];
  const { receivedAtMs } = facts.timeline;
  if (!facts.isOver && receivedAtMs !== null) {
    const waiting = facts.detectors.filter(({ state }) => state === "pending").length;
    const ms = facts.nowMs - receivedAtMs;
    if (missing.length > 0)
      found.push({ ms: ms + 1, sentence: missingSentence(missing.map(({ detector }) => detector)) });
    else if (waiting > 0) {
      found.push({
        ms,
        sentence: `${many(waiting, "image")} still ${waiting === 1 ? "waits" : "wait"} for a worker or ${waiting === 1 ? "is" : "are"} being worked on, ${span(ms)} after the first event.`,
      });
    }
  }
  if (last === null) return found;
  const lost = facts.reconciliation?.retriggered.find(({ detector }) => detector === last.detector);
  for (const stage of latencyStages.slice(0, 8)) {
    const ms = stageMs(stage.key, stage.key === "notice" ? withShutter(last, facts) : last.timeline);
    if (ms !== null) found.push({ ms, sentence: sentenceOf(stage.key, ms, last, facts, lost !== undefined) });
  }
  const { pushedAtMs, paintedAtMs } = facts.timeline;
  if (pushedAtMs !== null && paintedAtMs !== null) {
    const ms = paintedAtMs - pushedAtMs;
    found.push({
      ms,
      sentence: `The first browser painted it ${span(ms)} after it was told; the page was busy or hidden.`,
    });
  }
  return found;
}

type Detector = LateFacts["detectors"][number];

function withShutter({ timeline }: Detector, facts: LateFacts): ExposureTimeline {
  return { ...timeline, shutterClosedAtMs: facts.timeline.shutterClosedAtMs, paintedAtMs: null };
}

/** The exposure waits for its last detector, so that one's way explains the exposure. */
function lastDetector(detectors: readonly Detector[]): Detector | null {
  const done = detectors.filter(({ timeline }) => timeline.doneAtMs !== null);
  return done.sort((left, right) => (right.timeline.doneAtMs ?? 0) - (left.timeline.doneAtMs ?? 0))[0] ?? null;
}

function stageMs(key: StageKey, timeline: Partial<ExposureTimeline>): number | null {
  const stage = latencyStages.find((each) => each.key === key);
  if (stage === undefined) return null;
  const at = (step: (typeof stage)["from" | "to"]) =>
    timeline[step] ?? (step === "eventAtMs" ? (timeline.receivedAtMs ?? null) : null);
  const [start, end] = [at(stage.from), at(stage.to)];
  return start === null || end === null ? null : end - start;
}

function sentenceOf(key: StageKey, ms: number, last: Detector, facts: LateFacts, wasLost: boolean): string {
  const { detector, worker } = last;
  const attempts = last.attempts ?? 1;
  const again = attempts > 1 ? ` at attempt ${attempts}` : "";
  switch (key) {
    case "notice":
      return `The event of ${detector} came ${span(ms)} after the shutter closed: readout, transfer and the image store took that long.`;
    case "intake":
      return wasLost
        ? `The event of ${detector} was lost; its image was found in the object store ${span(ms)} after it was written.`
        : `The event of ${detector} was ${span(ms)} on its way to the distributor.`;
    case "queue":
      return `The distributor took ${span(ms)} to queue ${detector}; the queue or Redis was away or behind.`;
    case "wait": {
      const ahead = takenBefore(last, facts.detectors);
      const jobs =
        ahead === 0
          ? "none of this exposure was ahead, so others were"
          : `${many(ahead, "job")} of this exposure ahead`;
      return attempts > 1
        ? `${detector} waited ${span(ms)}${again}: the attempt before failed or its worker died.`
        : `${detector} waited ${span(ms)} for a worker: ${jobs}.`;
    }
    case "read":
      return `Reading the pixels of ${detector} took ${span(ms)}; the image store was slow for ${worker ?? "its worker"}.`;
    case "run":
      return `Analysing ${detector} took ${span(ms)}${again} on ${worker ?? "its worker"}.`;
    case "gather":
      return `The gatherer took ${span(ms)} to add ${detector} to the exposure; no gatherer ran, or it was behind.`;
    default:
      return `Pages were told of ${detector} ${span(ms)} after it was gathered; no web process ran, or it was behind.`;
  }
}

/** Images of the same exposure that were queued when this one was, and taken before it. */
function takenBefore(last: Detector, detectors: readonly Detector[]): number {
  const { queuedAtMs, claimedAtMs } = last.timeline;
  if (queuedAtMs === null || claimedAtMs === null) return 0;
  return detectors.filter(({ detector, timeline }) => {
    const taken = timeline.claimedAtMs;
    return detector !== last.detector && taken !== null && taken >= queuedAtMs && taken < claimedAtMs;
  }).length;
}

function missingSentence(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return `No image of ${shown}${more} came, and none lies in the object store.`;
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function span(ms: number): string {
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}
