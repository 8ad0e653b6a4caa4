/** Messages over the websocket. Push is an optimisation over the store: a reload at any moment shows the same. */
import { z } from "zod";
import { exposureSummary } from "./exposure.ts";
import { cameraName, dayObs, exposureId } from "./identity.ts";

/** The version that pages and servers of this build speak. A page that hears a larger one loads itself again. */
export const pushVersion = 1;

/** One change of one exposure. Merge by `exposureId`, keeping the larger `revision`. */
export const exposureDelta = z.object({
  v: z.literal(1),
  /** Position in the delta stream; grows, and is what a browser that was away asks from. */
  id: z.string(),
  exposure: exposureSummary,
  /** Detectors whose records changed, so that an open exposure page knows to read again. */
  detectors: z.array(z.string()),
});
export type ExposureDelta = z.infer<typeof exposureDelta>;

/** Sent by a page to follow a night. `since` is the last delta it has; null is none. */
export const nightFollow = z.object({
  v: z.literal(1),
  camera: cameraName,
  dayObs,
  since: z.string().nullable(),
  /** The page unpacks `exposure:packed`; without it each delta comes as it is, as `exposure:changed`. */
  packed: z.boolean().default(false),
});
/** As a page writes it, before defaults. */
export type NightFollow = z.input<typeof nightFollow>;

/** Sent by a page that follows a night no more. */
export const nightLeave = z.object({ camera: cameraName, dayObs });

/**
 * The content of `exposure:packed`: JSON, gzipped once by the server for all pages that follow the night, and sent as
 * base64 text, which takes one frame, the same for all of them; bytes take two.
 */
export const deltaPack = z.object({ v: z.literal(1), deltas: z.array(z.unknown()) });

/** The answer: what was missed, or that too much was missed and the night must be read again. */
export const nightFollowed = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("following"),
    missed: z.array(exposureDelta),
    /** What was missed, as in `exposure:packed`, for a page that asked for it so. */
    packed: z.string().optional(),
  }),
  z.object({ outcome: z.literal("reload") }),
  z.object({ outcome: z.literal("refused"), reason: z.string() }),
]);
export type NightFollowed = z.infer<typeof nightFollowed>;

/** Sent to every page every few seconds: the server's clock, its build, and whether it reaches its store. */
export const pulse = z.object({
  v: z.literal(1),
  atMs: z.number(),
  build: z.string(),
  /** When the store stopped answering; null while all is well. */
  storeDownSinceMs: z.number().nullable(),
});
export type Pulse = z.infer<typeof pulse>;

/** The server's clock when it was asked, so that a page can tell instants by it. */
export const clockReading = z.object({ v: z.literal(1), atMs: z.number() });
export type ClockReading = z.infer<typeof clockReading>;

/** Sent by a page once it has painted an exposure's last state, which it was told of by a delta. */
export const exposurePainted = z.object({
  v: z.literal(1),
  camera: cameraName,
  exposureId,
  revision: z.number().int(),
  /** On the server's clock, UTC milliseconds. */
  paintedAtMs: z.number(),
  /** How far off the page's idea of the server's clock may be: half of the quickest round trip. */
  clockErrorMs: z.number().min(0).max(5000),
});
export type ExposurePainted = z.infer<typeof exposurePainted>;

/** socket.io's event maps: `noun:verb`. */
export interface ServerToPage {
  "exposure:changed": (delta: ExposureDelta) => void;
  /** A gzipped `deltaPack` in base64. */
  "exposure:packed": (pack: string) => void;
  "server:pulse": (pulse: Pulse) => void;
  /** A camera has an exposure in a night that it had none in: pages that show the latest night move on. */
  "night:opened": (night: { camera: string; dayObs: number }) => void;
}
export interface PageToServer {
  "night:follow": (request: NightFollow, answer: (outcome: NightFollowed) => void) => void;
  "night:leave": (request: { camera: string; dayObs: number }) => void;
  "clock:read": (answer: (reading: ClockReading) => void) => void;
  "exposure:painted": (report: ExposurePainted) => void;
}
