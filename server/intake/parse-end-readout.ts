/** SAL `endReadout`: the facts of an exposure before any of its pixels arrive. Context only. */
import type { Camera } from "#contracts/camera.ts";
import { endReadout } from "#contracts/context-event.ts";
import { type ObsId, parseObsId } from "./obs-id.ts";
import { utcMsFromTai } from "./utc-from-tai.ts";

/** An exposure that was read out. Texts are as the camera sent them; null is not told. */
export interface ReadoutFacts extends ObsId {
  imageType: string | null;
  testType: string | null;
  groupId: string | null;
  reason: string | null;
  program: string | null;
  exposureTimeS: number;
  /** UTC milliseconds. */
  acquisitionStartedAtMs: number | null;
  readoutEndedAtMs: number | null;
}

/** @returns the exposure's facts, or why they cannot be had. */
export function parseEndReadout(value: unknown, cameras: readonly Camera[]): ReadoutFacts | { problem: string } {
  const parsed = endReadout.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { problem: `endReadout with a bad ${issue?.path.join(".")}: ${issue?.message}` };
  }
  const event = parsed.data;
  const exposure = parseObsId(event.imageName, cameras);
  if ("problem" in exposure) return exposure;
  const values = splitAtColons(event.additionalValues);
  const told = new Map(splitAtColons(event.additionalKeys).map((key, index) => [key, values[index]]));
  const tell = (key: string) => told.get(key) || null;
  return {
    ...exposure,
    imageType: tell("imageType"),
    testType: tell("testType"),
    groupId: tell("groupId"),
    reason: tell("reason"),
    program: tell("program"),
    exposureTimeS: event.requestedExposureTime,
    acquisitionStartedAtMs: utcMsFromTai(event.timestampAcquisitionStart, event),
    readoutEndedAtMs: utcMsFromTai(event.timestampEndOfReadout, event),
  };
}

/** @returns the parts between colons that stand without a backslash, with the backslashes taken out. */
export function splitAtColons(list: string): string[] {
  const parts = [""];
  for (const [piece] of list.matchAll(/\\[\s\S]|[\s\S]/g)) {
    if (piece === ":") parts.push("");
    else parts.push(parts.pop() + (piece.length > 1 ? piece.slice(1) : piece));
  }
  return parts;
}
