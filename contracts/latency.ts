/** The stages between shutter and page: one list for the record, the panel, Prometheus and the sentence on the page. */
import { z } from "zod";
import type { ExposureTimeline } from "./exposure-timeline.ts";
import { cameraName } from "./identity.ts";

export type Step = keyof ExposureTimeline;

export interface LatencyStage {
  key: string;
  from: Step;
  to: Step;
  /** What happens in it, for people. */
  means: string;
}

/** Consecutive stages, then spans over several. */
export const latencyStages = [
  { key: "notice", from: "shutterClosedAtMs", to: "eventAtMs", means: "shutter closed → the image's event was sent" },
  { key: "intake", from: "eventAtMs", to: "receivedAtMs", means: "event sent → read by a distributor" },
  { key: "queue", from: "receivedAtMs", to: "queuedAtMs", means: "event read → its job in the queue" },
  { key: "wait", from: "queuedAtMs", to: "claimedAtMs", means: "job queued → taken by a worker" },
  { key: "read", from: "claimedAtMs", to: "readAtMs", means: "job taken → its pixels read" },
  { key: "run", from: "readAtMs", to: "doneAtMs", means: "pixels read → its numbers safe" },
  { key: "gather", from: "doneAtMs", to: "gatheredAtMs", means: "numbers safe → part of the exposure" },
  { key: "push", from: "gatheredAtMs", to: "pushedAtMs", means: "part of the exposure → told to pages" },
  { key: "paint", from: "pushedAtMs", to: "paintedAtMs", means: "told to pages → painted in a browser" },
  { key: "result", from: "receivedAtMs", to: "doneAtMs", means: "event read → its numbers safe" },
  { key: "page", from: "receivedAtMs", to: "paintedAtMs", means: "first event read → last state painted" },
  { key: "whole", from: "shutterClosedAtMs", to: "paintedAtMs", means: "shutter closed → last state painted" },
] as const satisfies readonly LatencyStage[];

export type StageKey = (typeof latencyStages)[number]["key"];

/** Spread of one stage, milliseconds; within 6 % of the true percentile, as it is read from a histogram. */
export const stageSpread = z.object({
  stage: z.enum(latencyStages.map(({ key }) => key) as [StageKey, ...StageKey[]]),
  count: z.number().int(),
  p50Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
});
export type StageSpread = z.infer<typeof stageSpread>;

/** Windows that the panel offers, minutes. */
export const latencyWindowsMin = [10, 60, 720] as const;

export const latencyAnswer = z.object({
  camera: cameraName.nullable(),
  windowMin: z.number(),
  stages: z.array(stageSpread),
});
export type LatencyAnswer = z.infer<typeof latencyAnswer>;
