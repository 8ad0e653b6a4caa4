/** Decides as which camera a folder of images is replayed. */
import { basename, resolve } from "node:path";
import type { Camera } from "#contracts/camera.ts";
import { cameraName } from "#contracts/identity.ts";
import { findCamera } from "#io/cameras/find-camera.ts";
import { genericCamera } from "#io/cameras/generic-camera.ts";
import { cameraNameFrom } from "./camera-name-from.ts";

/**
 * The camera that the person names (one that no file defines is generic), else that of the header's INSTRUME or
 * TELESCOP when a file defines it, else a generic one with the folder's name.
 * @throws RangeError for a name that cannot be a camera's.
 */
export function chooseCamera(
  cameras: readonly Camera[],
  wanted: { name: string | null; headerNames: readonly (string | null)[]; folder: string },
): Camera {
  if (wanted.name !== null) {
    if (!cameraName.safeParse(wanted.name).success) {
      throw new RangeError(
        `--camera: "${wanted.name}" cannot be a camera's name; use letters, digits and . _ + -, for example ${cameraNameFrom(wanted.name)}`,
      );
    }
    return findCamera(cameras, wanted.name) ?? genericCamera(wanted.name);
  }
  for (const name of wanted.headerNames) {
    const known = name === null ? undefined : findCamera(cameras, name);
    if (known) return known;
  }
  const folderName = cameraNameFrom(basename(resolve(wanted.folder)));
  return findCamera(cameras, folderName) ?? genericCamera(folderName);
}
