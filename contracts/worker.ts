/** What workers and queues tell of themselves, for operators. */
import { z } from "zod";
import { poolPolicy } from "./control.ts";
import { cameraName, detectorName, exposureId } from "./identity.ts";

/**
 * `stale` and `lost` are said by the reader when a heartbeat is old, and too old; `replaced` of one that is lost, and whose
 * number in its pool another worker of its host has had since.
 */
export const workerState = z.enum(["starting", "idle", "busy", "draining", "stale", "lost", "replaced"]);

export const currentJob = z.object({
  jobId: z.string(),
  camera: cameraName,
  exposureId,
  detector: detectorName,
  task: z.string(),
  startedAtMs: z.number(),
  /** From 1. */
  attempt: z.number().int().default(1),
  configHash: z.string().nullable().default(null),
});
export type CurrentJob = z.infer<typeof currentJob>;

/** Written by a worker every second. */
export const heartbeat = z.object({
  id: z.string(),
  pool: z.string(),
  /** The pools that it serves, in order; `*` is every other. */
  pools: z.array(z.string()).default([]),
  /** Its number within the pool, from 0; null is not told. */
  ordinal: z.number().int().nullable().default(null),
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
  /** Above it after a job, the worker starts afresh; null is no ceiling. */
  memoryCeilingBytes: z.number().int().nullable().default(null),
  /** What its last job ran, so that workers with another version or configuration stand out; null before the first. */
  lastJob: z.object({ task: z.string(), taskVersion: z.string(), configHash: z.string() }).nullable().default(null),
  /** From the process's start to its first claim; null until then. */
  warmStartS: z.number().nullable().default(null),
  /** What its clock lacks to the time of Redis, which its instants are given in. */
  clockOffsetMs: z.number().default(0),
});
export type Heartbeat = z.infer<typeof heartbeat>;

export const workerView = heartbeat.extend({
  heartbeatAgeMs: z.number(),
  /** What it did when it was last heard of; the same as `state` of one that is heard. */
  lastState: workerState,
  /** Of pools that are cut into lanes, those whose detectors it prefers, from 0. */
  lanes: z.array(z.object({ pool: z.string(), lane: z.number().int(), lanes: z.number().int() })),
});
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
