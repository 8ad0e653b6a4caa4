/** Alarms: what an operator has to know and do now; each ends by itself when its cause does. */
import { z } from "zod";
import { cameraName } from "./identity.ts";

/**
 * `images-stopped` exposures are read out and no image of them comes · `visits-without-images` visits are announced
 * and no exposure follows · `detector-silent` detectors stay away while others of the same exposures come ·
 * `images-lost` images came only because they were looked for: events are being lost.
 */
export const alarmKind = z.enum(["images-stopped", "visits-without-images", "detector-silent", "images-lost"]);
export type AlarmKind = z.infer<typeof alarmKind>;

export const alarm = z.object({
  /** `kind:camera`; one alarm of a kind and camera at a time. */
  id: z.string(),
  kind: alarmKind,
  level: z.enum(["warn", "error"]),
  camera: cameraName,
  /** When it was raised, UTC milliseconds. */
  sinceMs: z.number(),
  /** What happens, since when, and what to do. */
  message: z.string(),
});
export type Alarm = z.infer<typeof alarm>;

/** A change of an alarm, newest first in the history. */
export const alarmChange = alarm.extend({ change: z.enum(["raised", "ended"]), atMs: z.number() });
export type AlarmChange = z.infer<typeof alarmChange>;

export const alarmsAnswer = z.object({
  atMs: z.number(),
  /** When a reconciler judged last; null is never. Older than a minute means that nobody watches. */
  judgedAtMs: z.number().nullable(),
  active: z.array(alarm),
  recent: z.array(alarmChange),
});
export type AlarmsAnswer = z.infer<typeof alarmsAnswer>;
