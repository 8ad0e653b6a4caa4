/** The JSON sidecar of an image: what its header says before the image itself is read. Context only. */
import type { Camera } from "#contracts/camera.ts";
import { sidecar } from "#contracts/context-event.ts";
import type { ImageKind } from "#contracts/identity.ts";
import { findCamera } from "#io/cameras/find-camera.ts";
import { detectorNamed } from "./image-key.ts";
import { type ObsId, parseObsId } from "./obs-id.ts";

/** Facts of an image; null is not told. Image type, program and reason are normalised as in lsst/obs_lsst. */
export interface SidecarFacts {
  exposure: ObsId | null;
  detector: string | null;
  kind: ImageKind;
  imageType: string | null;
  program: string | null;
  reason: string | null;
  groupId: string | null;
  /** Which image of its group, from 1. */
  groupIndex: number | null;
  physicalFilter: string | null;
  band: string | null;
}

/** @returns the facts of a decoded sidecar, or why there are none. */
export function parseSidecar(value: unknown, cameras: readonly Camera[]): SidecarFacts | { problem: string } {
  const parsed = sidecar.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { problem: `sidecar with a bad ${issue?.path.join(".")}: ${issue?.message}` };
  }
  const header = parsed.data;
  const camera = header.INSTRUME ? findCamera(cameras, header.INSTRUME) : undefined;
  const exposure = parseObsId(header.OBSID ?? "", camera ? [camera, ...cameras] : cameras);
  const known = "problem" in exposure ? null : exposure;
  const detector = known && detectorNamed(`${header.RAFTBAY}_${header.CCDSLOT}`, known.camera);
  return {
    exposure: known,
    detector: detector?.name ?? null,
    kind: /_guider\./.test(header.FILENAME ?? "") ? "guider" : "raw",
    imageType: header.IMGTYPE ? imageTypeOf(header.IMGTYPE) : null,
    program: header.PROGRAM || header.RUNNUM || null,
    reason: (header.REASON || header.TESTTYPE || null)?.toLowerCase() ?? null,
    groupId: header.GROUPID || null,
    groupIndex: header.CURINDEX ?? null,
    physicalFilter: header.FILTER || null,
    band: header.FILTBAND || null,
  };
}

/** @returns the image type in the one spelling that is compared: lower case, and on-sky images are `science`. */
export function imageTypeOf(text: string): string {
  const lower = text.toLowerCase();
  return lower === "object" || lower === "skyexp" ? "science" : lower;
}
