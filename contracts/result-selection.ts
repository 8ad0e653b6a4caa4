/** Which rule chose what a result was computed with: all that pages need to know of selection. */
import { z } from "zod";

/** A rule by its place (`selection.yaml:12`), and why it was not the one. */
export const passedRule = z.object({ rule: z.string(), why: z.string() });
export type PassedRule = z.infer<typeof passedRule>;

/** Which rule chose the configuration of a result, and why. */
export const resultSelection = z.object({
  version: z.string().nullable(),
  rule: z.string(),
  pipeline: z.string().nullable(),
  decidedBy: z.enum(["event", "header"]),
  why: z.string(),
  /** The rules before it. */
  passed: z.array(passedRule),
});
export type ResultSelection = z.infer<typeof resultSelection>;
