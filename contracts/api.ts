/** Bodies of the HTTP API that any page reads, and the shape of its errors. Operators' stand in files of their own. */
import { z } from "zod";
import { cameraLink } from "./camera-link.ts";
import { cameraChannel } from "./channel.ts";
import { exposureDetail, exposureSummary } from "./exposure.ts";
import { cameraName, dayObs, seqNum } from "./identity.ts";
import { cameraLimit } from "./limits.ts";
import { metricDefinition } from "./metric.ts";
import { placedDetector } from "./placed-detector.ts";

/** RFC 9457, `application/problem+json`. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;

export const healthAnswer = z.object({
  status: z.enum(["ok", "failing"]),
  version: z.string(),
  /** Each part that this process depends on; `detail` says what is wrong. */
  parts: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
});
export type HealthAnswer = z.infer<typeof healthAnswer>;

export const cameraView = z.object({
  name: cameraName,
  title: z.string(),
  timeZone: z.string(),
  pixelScaleArcsec: z.number().nullable(),
  lateAfterS: z.number(),
  quietAfterS: z.number(),
  detectors: z.array(placedDetector),
  /** See `camera`: rows of a detector's image run from its top down. */
  rowsRunDown: z.boolean().default(false),
  /** Limits that the camera adds to those of `GET /api/metrics`. */
  limits: z.array(cameraLimit).default([]),
  channels: z.array(cameraChannel).default([]),
  links: z.array(cameraLink).default([]),
  latest: z.object({ dayObs, seqNum, state: z.string(), lastEventAtMs: z.number().nullable() }).nullable(),
});
export type CameraView = z.infer<typeof cameraView>;
export const camerasAnswer = z.object({ cameras: z.array(cameraView) });
export type CamerasAnswer = z.infer<typeof camerasAnswer>;

export const nightsAnswer = z.object({ nights: z.array(z.object({ dayObs, exposures: z.number().int() })) });
export type NightsAnswer = z.infer<typeof nightsAnswer>;

export const nightAnswer = z.object({
  camera: cameraName,
  dayObs,
  /** Position in the delta stream from which a subscriber misses nothing. */
  deltaId: z.string(),
  exposures: z.array(exposureSummary),
});
export type NightAnswer = z.infer<typeof nightAnswer>;

export const exposureAnswer = exposureDetail;
export type ExposureAnswer = z.infer<typeof exposureAnswer>;

export const metricsAnswer = z.object({ metrics: z.array(metricDefinition) });
