/** Object keys (`LSSTCam/20260901/MC_O_…/MC_O_…_R22_S11.fits`): to the detector's image that they name. */
import type { Camera, CameraDetector } from "#contracts/camera.ts";
import type { ImageKind } from "#contracts/identity.ts";
import { findCamera } from "#io/cameras/find-camera.ts";
import { type ObsId, parseObsId } from "./obs-id.ts";

/** The image that a file's name names. */
export interface NamedImage {
  exposure: ObsId;
  detector: CameraDetector;
  kind: ImageKind;
}

export type ImageKey =
  | ({ outcome: "image"; warning: string | null } & NamedImage)
  | { outcome: "ignore" | "dead"; reason: string };

const imageExtension = /\.(fits\.fz|fits\.gz|fits|fz)$/;

/** Parses a decoded key. A key is dead only when it should be an image of a configured camera and cannot be read as one. */
export function parseImageKey(key: string, cameras: readonly Camera[]): ImageKey {
  const dead = (reason: string): ImageKey => ({ outcome: "dead", reason });
  const ignore = (reason: string): ImageKey => ({ outcome: "ignore", reason });
  if (key === "") return dead("the object key is empty");
  if (!imageExtension.test(key)) return ignore(`"${key}" is not an image by its name`);
  const parts = key.split("/");
  const [folder = ""] = parts;
  const camera = findCamera(cameras, folder);
  if (parts.length > 1 && !camera) return ignore(`no camera "${folder}" is configured`);
  if (parts.length !== 4) {
    return dead(`"${key}" has ${parts.length} parts, not instrument/dayObs/obsId/file`);
  }
  const [, day = "", obsIdFolder = "", file = ""] = parts;
  const image = parseFileName(file, camera ? [camera, ...cameras] : cameras);
  if (typeof image === "string") return dead(image);
  const { exposure, detector, kind } = image;
  if (exposure.obsId !== obsIdFolder) return dead(`"${key}" lies in the folder of another exposure`);
  if (exposure.camera !== camera) {
    return dead(`"${key}": the folder is of ${camera?.name}, the observation id of ${exposure.camera.name}`);
  }
  const warning = day === String(exposure.dayObs) ? null : `"${key}" lies in the folder of another day`;
  return { outcome: "image", exposure, detector, kind, warning };
}

/**
 * Parses a file's name without folders (`MC_O_20260901_000123_R22_S11.fits`).
 * @param cameras of two that share a code the earlier is meant
 * @returns the image, or why the name names none.
 */
export function parseFileName(file: string, cameras: readonly Camera[]): NamedImage | string {
  const name = /^(.+?_\d{6})_([A-Za-z0-9]+_[A-Za-z0-9]+?)(_guider)?$/.exec(file.replace(imageExtension, ""));
  if (!name || !imageExtension.test(file)) return `"${file}" does not name an exposure and a detector`;
  const [, obsId = "", detectorName = "", guider] = name;
  const exposure = parseObsId(obsId, cameras);
  if ("problem" in exposure) return exposure.problem;
  const detector = detectorNamed(detectorName, exposure.camera);
  if (!detector) return `${exposure.camera.name} has no detector "${detectorName}"`;
  return { exposure, detector, kind: guider ? "guider" : "raw" };
}

/** @returns the camera's detector by its name or its name in files. */
export function detectorNamed(name: string, camera: Camera): CameraDetector | undefined {
  return camera.detectors.find((detector) => detector.name === name || detector.fileName === name);
}
