/** Images that are set aside because they harm whoever works on them, and their release. */
import { z } from "zod";
import { job } from "./job.ts";

/** One image for one task; `job` holds all that is needed to try it again. */
export const quarantined = z.object({
  job,
  /** The queue that its job came from. */
  queue: z.string(),
  /** As in the failed result: `crash` or `timeout`. */
  code: z.string(),
  message: z.string(),
  attempts: z.number().int(),
  /** The worker that set it aside. */
  worker: z.string(),
  atMs: z.number(),
});
export type Quarantined = z.infer<typeof quarantined>;

/** Newest first. */
export const quarantineAnswer = z.object({ images: z.array(quarantined) });

export const releaseRequest = z.object({ jobId: z.string().min(1), reason: z.string().min(1).optional() });
export const releaseAnswer = z.object({ jobId: z.string(), queue: z.string() });
