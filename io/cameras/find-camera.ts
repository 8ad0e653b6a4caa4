/** Finds a camera by any spelling of its name that events and headers use. */
import type { Camera } from "#contracts/camera.ts";

/** @returns the camera whose name or alias equals `name` without regard to case, or undefined. */
export function findCamera(cameras: readonly Camera[], name: string): Camera | undefined {
  const wanted = name.trim().toLowerCase();
  return cameras.find((camera) => [camera.name, ...camera.aliases].some((known) => known.toLowerCase() === wanted));
}
