/** What workers and queues tell of themselves, for operators. */
import { z } from "zod";
import { poolPolicy } from "./control.ts";
import { cameraName, detectorName, exposureId } from "./identity.ts";

/** `lost` is said by the reader when a heartbeat is too old. */
export const workerState = z.enum(["starting", "idle", "busy", "draining", "lost"]);

export const currentJob = z.object({
  jobId: z.string(),
  camera: cameraName,
  exposureId,
  detector: detectorName,
  task: z.string(),
  startedAtMs: z.number(),
});
export type CurrentJob = z.infer<typeof currentJob>;

/** Written by a worker every second. */
export const heartbeat = z.object({
  id: z.string(),
  pool: z.string(),
  /** The pools that it serves, in order; `*` is every other. */
  pools: z.array(z.string()).default([]),
  host: z.string(),
  pid: z.number().int(),
  version: z.string(),
  state: workerState,
  job: currentJob.nullable(),
  startedAtMs: z.number(),
  heartbeatAtMs: z.number(),
  jobsDone: z.number().int(),
  jobsFailed: z.number().int(),
  rssBytes: z.number().int(),
  /** What its last job ran, so that workers with another version or configuration stand out; null before the first. */
  lastJob: z.object({ task: z.string(), taskVersion: z.string(), configHash: z.string() }).nullable().default(null),
  /** From the process's start to its first claim; null until then. */
  warmStartS: z.number().nullable().default(null),
  /** What its clock lacks to the time of Redis, which its instants are given in. */
  clockOffsetMs: z.number().default(0),
});
export type Heartbeat = z.infer<typeof heartbeat>;

export const workerView = heartbeat.extend({ heartbeatAgeMs: z.number() });
export type WorkerView = z.infer<typeof workerView>;

export const queueView = z.object({
  name: z.string(),
  waiting: z.number().int(),
  active: z.number().int(),
  /** Age of the oldest waiting job; null when none waits. */
  oldestAgeMs: z.number().nullable(),
  inPerMin: z.number(),
  outPerMin: z.number(),
  /** Live workers that serve it, helpers included. */
  workers: z.number().int(),
  isPaused: z.boolean(),
  policy: poolPolicy,
});
export type QueueView = z.infer<typeof queueView>;

/** Failures that look alike, with an example. */
export const failureGroup = z.object({
  code: z.string(),
  message: z.string(),
  count: z.number().int(),
  lastAtMs: z.number(),
  examples: z.array(z.object({ camera: cameraName, exposureId, detector: detectorName })),
});
export type FailureGroup = z.infer<typeof failureGroup>;
