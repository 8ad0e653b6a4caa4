/** All amplifiers of an exposure in columns: what a map of a focal plane by amplifier is drawn from. */
import { z } from "zod";
import { ampBox } from "./amp.ts";
import { ampValueKeys } from "./amp-metrics.ts";
import { cameraName, detectorName, exposureId } from "./identity.ts";
import { runName } from "./run-name.ts";

/** An arrangement of amplifiers; detectors of one make that were read alike share it. */
export const ampLayout = z.object({
  /** In the order of the file. */
  amps: z.array(z.string()),
  /** What each covers of the detector's image, y upwards; null where nothing tells. */
  boxes: z.array(ampBox).nullable(),
});
export type AmpLayout = z.infer<typeof ampLayout>;

const column = <T extends z.ZodType>(of: T) => z.partialRecord(z.enum(ampValueKeys), z.array(of));

export const exposureAmps = z.object({
  camera: cameraName,
  exposureId,
  run: runName,
  layouts: z.array(ampLayout),
  /** Detectors that have a table, and the number of their arrangement; in the camera's order. */
  detectors: z.array(z.object({ detector: detectorName, layout: z.number().int() })),
  /** By metric, in its unit: all amplifiers of the first detector, then those of the next; null is missing. */
  values: column(z.number().nullable()),
  /** Reasons for missing values, each once. */
  reasons: z.array(z.string()),
  /** By metric that misses some value: beside each value the number of its reason, or null where there is a value. */
  why: column(z.number().int().nullable()),
});
export type ExposureAmps = z.infer<typeof exposureAmps>;
