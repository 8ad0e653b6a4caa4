/** Object keys (`LSSTCam/20260901/MC_O_…/MC_O_…_R22_S11.fits`): to the detector's image that they name. */
import type { Camera, CameraDetector } from "#contracts/camera.ts";
import type { ImageKind } from "#contracts/identity.ts";
import { findCamera } from "#io/cameras/find-camera.ts";
import { type ObsId, parseObsId } from "./obs-id.ts";

export type ImageKey =
  | { outcome: "image"; exposure: ObsId; detector: CameraDetector; kind: ImageKind; warning: string | null }
  | { outcome: "ignore" | "dead"; reason: string };

const imageExtension = /\.(fits\.fz|fits\.gz|fits|fz)$/;

/** Parses a decoded key. A key is dead only when it should be an image of a configured camera and cannot be read as one. */
export function parseImageKey(key: string, cameras: readonly Camera[]): ImageKey {
  const dead = (reason: string): ImageKey => ({ outcome: "dead", reason });
  const ignore = (reason: string): ImageKey => ({ outcome: "ignore", reason });
  if (key === "") return dead("the object key is empty");
  const extension = imageExtension.exec(key)?.[0];
  if (extension === undefined) return ignore(`"${key}" is not an image by its name`);
  const parts = key.split("/");
  const [folder = ""] = parts;
  const camera = findCamera(cameras, folder);
  if (parts.length > 1 && !camera) return ignore(`no camera "${folder}" is configured`);
  if (parts.length !== 4) {
    return dead(`"${key}" has ${parts.length} parts, not instrument/dayObs/obsId/file`);
  }
  const [, day = "", obsIdFolder = "", file = ""] = parts;
  const name = /^(.+?_\d{6})_([A-Za-z0-9]+_[A-Za-z0-9]+?)(_guider)?$/.exec(file.slice(0, -extension.length));
  if (!name) return dead(`"${key}" does not name an exposure and a detector`);
  const [, obsId = "", detectorName = "", guider] = name;
  if (obsId !== obsIdFolder) return dead(`"${key}" lies in the folder of another exposure`);
  // Two cameras may share a code: the folder's own comes first.
  const exposure = parseObsId(obsId, camera ? [camera, ...cameras] : cameras);
  if ("problem" in exposure) return dead(exposure.problem);
  if (exposure.camera !== camera) {
    return dead(`"${key}": the folder is of ${camera?.name}, the observation id of ${exposure.camera.name}`);
  }
  const detector = detectorNamed(detectorName, camera);
  if (!detector) return dead(`${camera.name} has no detector "${detectorName}"`);
  const warning = day === String(exposure.dayObs) ? null : `"${key}" lies in the folder of another day`;
  return { outcome: "image", exposure, detector, kind: guider ? "guider" : "raw", warning };
}

/** @returns the camera's detector by its name or its name in files. */
export function detectorNamed(name: string, camera: Camera): CameraDetector | undefined {
  return camera.detectors.find((detector) => detector.name === name || detector.fileName === name);
}
