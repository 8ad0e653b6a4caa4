/** What is kept of a detector apart from its numbers. */
import { z } from "zod";
import { ampMetrics } from "./amp.ts";
import { plots } from "./plots.ts";

/** What one detector's page shows beside its numbers; kept and sent apart, as it is larger than all the rest. */
export const detectorDepth = z.object({
  amps: z.array(ampMetrics).default([]),
  plots: plots.default({}),
});
export type DetectorDepth = z.infer<typeof detectorDepth>;
