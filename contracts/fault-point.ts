/** Places between two steps at which a test may end or stop a process; nothing happens at them otherwise. */
import { z } from "zod";

/** In the order in which an image passes them. */
export const faultPoint = z.enum([
  /** Distributor: the batch is parsed, nothing is written. */
  "parsed",
  /** Distributor: the images are announced, no job is in the queue. */
  "announced",
  /** Distributor: the jobs are in the queue, which nobody noted. */
  "enqueued",
  /** Distributor: all is written and counted, the events are not acknowledged. */
  "before-acknowledge",
  /** Worker: a job is claimed, nothing is done. */
  "claimed",
  /** Worker: the image is read. */
  "read",
  /** Worker: the task has run, no picture is kept. */
  "ran",
  /** Worker: the pictures are kept, the result is not. */
  "pictures-kept",
  /** Worker: the result is kept. */
  "result-kept",
  /** Worker: nothing is left to do but to acknowledge the job. */
  "before-job-acknowledge",
  /** Worker: jobs of a bundle are in the queue by themselves, the bundle is not acknowledged. */
  "taken-apart",
  /** Worker: an image was put into quarantine, its failed result is not kept. */
  "quarantined",
  /** Gatherer: changes are taken, nothing is read. */
  "gather-taken",
  /** Gatherer: a summary is saved. */
  "summary-saved",
  /** Gatherer: all summaries of a batch are saved, its changes are not acknowledged. */
  "before-gather-acknowledge",
  /** Web: deltas are read, no page has them. */
  "before-push",
  /** Web: pages have the deltas, which nobody noted. */
  "pushed",
  /** Reconciler: it is noted when changed exposures are to be looked after, the changes are not acknowledged. */
  "watch-noted",
  /** Reconciler: a readout is noted, not when its exposure is to be looked after. */
  "readout-noted",
  /** Reconciler: an exposure that is due is taken, nobody has looked. */
  "watch-claimed",
  /** Reconciler: events of lost images are published again, which nobody noted. */
  "lost-published",
  /** Reconciler: what was found is kept, the exposure is still taken. */
  "reconciliation-kept",
]);
export type FaultPoint = z.infer<typeof faultPoint>;

/** `POINT` ends the process there as `kill -9` would; `POINT:stop` stops it until somebody sends SIGCONT. */
export const faultSetting = z
  .string()
  .transform((text) => text.split(":"))
  .pipe(z.tuple([faultPoint]).or(z.tuple([faultPoint, z.literal("stop")])))
  .transform(([point, action]) => ({ point, action: action ?? ("kill" as const) }));
export type FaultSetting = z.infer<typeof faultSetting>;

/** Called at each point on the way. */
export type ReachPoint = (point: FaultPoint) => void;
