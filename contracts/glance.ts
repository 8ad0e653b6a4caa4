/** What a page shows before its scripts have come: the newest exposure of a camera and its numbers. */
import { z } from "zod";
import { pixelUnit } from "./calibration.ts";
import { exposureState } from "./exposure.ts";
import { cameraName, dayObs, seqNum } from "./identity.ts";

/** The header of a request in which the web process hands it to the page, as URI-encoded JSON; never taken from outside. */
export const glanceHeader = "x-firstlook-glance";

export const glance = z.object({
  v: z.literal(1),
  camera: cameraName,
  dayObs,
  seqNum,
  state: exposureState,
  done: z.number().int(),
  expected: z.number().int(),
  band: z.string().nullable(),
  exposureTimeS: z.number().nullable(),
  imageType: z.string().nullable(),
  /** The exposure that the numbers belong to, as long as the newest has too few of its own. */
  measuredSeqNum: seqNum.nullable(),
  /** Of levels; absent is as read. */
  pixelUnit: pixelUnit.optional(),
  /** By metric; null is missing. */
  values: z.array(z.object({ metric: z.string(), value: z.number().nullable() })),
});
export type Glance = z.infer<typeof glance>;
