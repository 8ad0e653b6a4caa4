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
  });
export type QueuedJob = z.infer<typeof queuedJob>;

/** Whole jobs are what earlier versions queued, and may still wait. */
export const waitingJob = z.discriminatedUnion("v", [job, queuedJob]);
