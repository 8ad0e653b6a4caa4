/** A job as it waits in its queue: what hundreds of jobs have in common is kept once, by its hash, and only named. */
import { z } from "zod";
import { job } from "./job.ts";

/** Leading part of the SHA-256 of a text, in hex. */
const contentHash = z.string().regex(/^[0-9a-f]{32}$/);

/** What jobs of one task share as long as the same rules choose it. */
export const jobPlan = job.pick({ taskVersion: true, config: true, configHash: true, selection: true });
export type JobPlan = z.infer<typeof jobPlan>;

export const queuedJob = job
  .omit({ v: true, taskVersion: true, config: true, configHash: true, selection: true, facts: true })
  .extend({
    v: z.literal(2),
    /** Hash of its `jobPlan`. */
    plan: contentHash,
    /** Hash of its `cameraFacts`, which jobs of one detector share. */
    facts: contentHash,
    /** Attempts in the bundle that it was taken out of, where it failed there; absent is none. */
    attemptsBefore: z.number().int().min(1).optional(),
  });
export type QueuedJob = z.infer<typeof queuedJob>;

/** Jobs that are claimed and acknowledged as one. Each keeps its own id, result and attempts. */
export const jobBundle = z.object({ v: z.literal(3), jobs: z.array(queuedJob).min(2) });
export type JobBundle = z.infer<typeof jobBundle>;

/** Whole jobs are what earlier versions queued, and may still wait. */
export const waitingJob = z.discriminatedUnion("v", [job, queuedJob, jobBundle]);
export type WaitingJob = z.infer<typeof waitingJob>;
