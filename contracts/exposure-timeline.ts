/** The instants of an exposure: those of its detectors, and what only the exposure has. */
import { z } from "zod";
import { timeline } from "./result-facts.ts";

/** An exposure's timeline: of its detectors, with what only the exposure has. */
export const exposureTimeline = timeline.extend({
  /** When the shutter closed, by the header or the camera's `endReadout`; null is unknown, or the image is a replay. */
  shutterClosedAtMs: z.number().nullable().default(null),
  /** When a browser had first painted the exposure's last state, on the server's clock. */
  paintedAtMs: z.number().nullable().default(null),
});
export type ExposureTimeline = z.infer<typeof exposureTimeline>;
