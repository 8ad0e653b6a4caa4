/** What processes other than workers tell of themselves, for operators. */
import { z } from "zod";

/** In the order in which an image passes them; `reconcile` stands beside the way. */
export const processRole = z.enum(["distributor", "gather", "web", "reconcile"]);
export type ProcessRole = z.infer<typeof processRole>;

/** Written by a process every two seconds. */
export const processBeat = z.object({
  id: z.string(),
  role: processRole,
  host: z.string(),
  pid: z.number().int(),
  version: z.string(),
  /** What it does, in a few words: which events it reads, and as whom. */
  does: z.string(),
  /** Since its start, by a clock that nobody sets. */
  upMs: z.number(),
  rssBytes: z.number().int(),
});
export type ProcessBeat = z.infer<typeof processBeat>;

/** `stale` missed a beat or more; `lost` is taken for dead; `replaced` is so, and another of its host began since. */
export const processState = z.enum(["alive", "stale", "lost", "replaced"]);
export type ProcessState = z.infer<typeof processState>;

export const processView = processBeat.extend({
  state: processState,
  /** Since its last word, by the clock of Redis alone. */
  heartbeatAgeMs: z.number(),
});
export type ProcessView = z.infer<typeof processView>;
