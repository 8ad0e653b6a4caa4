/** A job: everything that a worker needs to analyse one detector's image, resolved beforehand. */
import { z } from "zod";
import { headerWords } from "./camera.ts";
import { defaultPool, poolName } from "./control.ts";
import { dayObs, imageIdentity, seqNum } from "./identity.ts";
import { runName } from "./run.ts";
import { jobSelection } from "./selection.ts";

/** What the camera's data say of an image, for words that its header does not hold. */
export const cameraFacts = z.object({
  pixelScaleArcsec: z.number().positive().nullable(),
  saturationAdu: z.number().positive().nullable(),
  timeScale: z.enum(["UTC", "TAI"]),
  /** The detector's gains (e⁻/ADU) by amplifier name, where the camera's data hold them. */
  ampGains: z.record(z.string(), z.number().positive()).optional(),
  headerWords,
});
export type CameraFacts = z.infer<typeof cameraFacts>;

export const job = imageIdentity.extend({
  v: z.literal(1),
  /** `workKey` of identity, task and run: adding a job twice is adding it once. */
  id: z.string(),
  /** The side run that its result belongs to; absent in the first run. */
  run: runName.optional(),
  dayObs,
  seqNum,
  obsId: z.string().nullable(),
  /** Places to look for the image, in order; the first that exists is read. */
  uris: z.array(z.string()).min(1),
  /** The pool whose workers do it. */
  pool: poolName.default(defaultPool),
  task: z.string(),
  taskVersion: z.string(),
  /** The task's resolved configuration; a worker never opens `pipelines/`. */
  config: z.record(z.string(), z.unknown()),
  configHash: z.string(),
  /** Rules that only the header can tell apart; `config` is that of the last. Absent where no rule chose. */
  selection: jobSelection.optional(),
  facts: cameraFacts,
  eventAtMs: z.number().nullable(),
  receivedAtMs: z.number(),
  queuedAtMs: z.number(),
});
export type Job = z.infer<typeof job>;
