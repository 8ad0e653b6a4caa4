/** From a folder of FITS files to the camera and the plan of its replay. */
import { stat } from "node:fs/promises";
import type { Camera } from "#contracts/camera.ts";
import { chooseCamera } from "./choose-camera.ts";
import { listImages } from "./list-images.ts";
import { planReplay, type ReplayPlan } from "./plan-replay.ts";
import { cameraNamesIn, imageFactsOf, readImageHeaders } from "./read-image-facts.ts";

/**
 * Reads all headers below a folder and plans their replay.
 * @param wantedCamera the person's choice, or null to go by the headers and the folder's name.
 * @throws RangeError for a folder that is not there or holds no FITS file, or a name that cannot be a camera's.
 */
export async function planFolder(
  folder: string,
  cameras: readonly Camera[],
  wantedCamera: string | null,
): Promise<{ camera: Camera; plan: ReplayPlan }> {
  const info = await stat(folder).catch(() => null);
  if (!info?.isDirectory()) throw new RangeError(`${folder} is not a folder; give one that holds FITS files`);
  const paths = await listImages(folder);
  if (paths.length === 0) {
    throw new RangeError(`${folder} holds no file whose name ends in .fits, .fit, .fts, .fz or .gz`);
  }
  const files = paths.map(readImageHeaders);
  const readable = files.find(({ headers }) => headers.length > 0);
  const headerNames = readable ? cameraNamesIn(readable) : [];
  const camera = chooseCamera(cameras, { name: wantedCamera, headerNames, folder });
  const facts = files.map((file) => imageFactsOf(file, camera));
  const oldestMs = Math.min(...(await Promise.all(paths.map(async (path) => (await stat(path)).mtimeMs))));
  return { camera, plan: planReplay(facts, camera, oldestMs) };
}
