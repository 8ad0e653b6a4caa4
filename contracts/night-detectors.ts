/** One metric of every detector in every exposure of a night, in columns: what a plot of 200,000 points is drawn from. */
import { z } from "zod";
import { cameraName, dayObs, detectorName, exposureId } from "./identity.ts";

export const nightDetectors = z.object({
  camera: cameraName,
  dayObs,
  /** Key of the metric. */
  metric: z.string(),
  /** In order of their numbers, the oldest first. */
  exposureIds: z.array(exposureId),
  detectors: z.array(detectorName),
  /** In the metric's unit: all detectors of the first exposure, then those of the next; null is not measured. */
  values: z.array(z.number().nullable()),
});
export type NightDetectors = z.infer<typeof nightDetectors>;
