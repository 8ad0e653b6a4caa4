/** What is kept of a detector apart from its numbers. */
import { z } from "zod";
import { ampMetrics } from "./amp.ts";
import { plots } from "./plots.ts";

/** What a task said while it ran: the worker's steps and the program's own words, the last of them, without secrets. */
export const jobLog = z.object({ task: z.string(), lines: z.array(z.string()) });
export type JobLog = z.infer<typeof jobLog>;

/** What one detector's page shows beside its numbers; kept and sent apart, as it is larger than all the rest. */
export const detectorDepth = z.object({
  amps: z.array(ampMetrics).default([]),
  plots: plots.default({}),
  /** One for each task that has a result, in their order. */
  logs: z.array(jobLog).default([]),
});
export type DetectorDepth = z.infer<typeof detectorDepth>;
