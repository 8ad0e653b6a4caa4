/** The names of an exposure and of a detector's image, and the arithmetic between them. */
import { z } from "zod";

/** Observing day as the integer YYYYMMDD; it rolls at 12:00 UTC, never during a night. */
export const dayObs = z.number().int().min(19000101).max(99991231);
/** Number of an exposure within its `dayObs`, from 1. */
export const seqNum = z.number().int().min(1).max(99999);
/** `dayObs` × 100000 + `seqNum` (simulated controllers of the Rubin cameras shift the day by thousands of years). */
export const exposureId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
/** A camera's name as observers write it, for example `LSSTCam`. Safe in URLs, keys and file names. */
export const cameraName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/);
/** A detector's name, for example `R22_S11` or `main`. Safe in URLs, keys and file names. */
export const detectorName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_+-]{0,31}$/);
/** `raw` is a full image; `guider` is a stack of guider stamps. */
export const imageKind = z.enum(["raw", "guider"]);

/** The identity of one unit of work, after Rubin: what is deduplicated, queued and shown. */
export const imageIdentity = z.object({
  camera: cameraName,
  exposureId,
  detector: detectorName,
  kind: imageKind,
});
export type ImageIdentity = z.infer<typeof imageIdentity>;
export type ImageKind = z.infer<typeof imageKind>;

/** @returns the exposure id of a night's n-th exposure. */
export function exposureIdOf(day: number, seq: number): number {
  return day * 100_000 + seq;
}

/** @returns the observing day (YYYYMMDD) of an instant in UTC milliseconds: the date twelve hours earlier. */
export function dayObsOf(utcMs: number): number {
  const noonShifted = new Date(utcMs - 12 * 3600_000);
  return noonShifted.getUTCFullYear() * 10_000 + (noonShifted.getUTCMonth() + 1) * 100 + noonShifted.getUTCDate();
}

/** @returns the key of one unit of work; equal keys are the same work. Work of a side run is other work. */
export function workKey(image: ImageIdentity, task: string, run: string = "first"): string {
  const first = `${image.camera}~${image.exposureId}~${image.detector}~${image.kind}~${task}`;
  return run === "first" ? first : `${first}~@${run}`;
}
