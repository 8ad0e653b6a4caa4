/** Pages of other programs that show the same exposure: their address is a fact of the camera. */
import { z } from "zod";

/** `{dayObs} {seqNum} {exposureId} {obsId}` are filled in; a number may be given a width: `{seqNum:6}` has leading zeros. */
export const cameraLink = z.object({
  title: z.string().min(1),
  url: z.string().regex(/^https?:\/\//, "must begin with http:// or https://"),
});
export type CameraLink = z.infer<typeof cameraLink>;

export interface LinkedExposure {
  dayObs: number;
  seqNum: number;
  exposureId: number;
  obsId: string | null;
}

/** @returns the address for an exposure; null when the exposure lacks something that the address needs. */
export function linkAddress({ url }: CameraLink, exposure: LinkedExposure): string | null {
  let isWhole = true;
  const address = url.replaceAll(/\{(dayObs|seqNum|exposureId|obsId)(?::(\d))?\}/g, (_, name, width) => {
    const value = exposure[name as keyof LinkedExposure];
    if (value === null) isWhole = false;
    return encodeURIComponent(String(value).padStart(Number(width ?? 0), "0"));
  });
  return isWhole ? address : null;
}
