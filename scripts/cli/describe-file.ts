/** Which camera and detector an image file on disk is of, for commands that read files without an event. */
import { dirname } from "node:path";
import type { Camera } from "#contracts/camera.ts";
import { chooseCamera } from "../replay/choose-camera.ts";
import type { ImageFacts } from "../replay/plan-replay.ts";
import { cameraNamesIn, type ImageHeaders, imageFactsOf, readImageHeaders } from "../replay/read-image-facts.ts";

export interface AnalyzedFile {
  readonly file: string;
  readonly camera: Camera;
  /** null where neither the header nor the camera tells. */
  readonly detector: string | null;
  readonly facts: ImageFacts;
  readonly headers: ImageHeaders;
}

/** @param name of the camera where a person gives one. @throws RangeError for a name that cannot be a camera's. */
export function describeFile(file: string, cameras: readonly Camera[], name: string | null): AnalyzedFile {
  const headers = readImageHeaders(file);
  const camera = chooseCamera(cameras, { name, headerNames: cameraNamesIn(headers), folder: dirname(file) });
  const alone = camera.detectors.length === 1 ? camera.detectors[0]?.name : undefined;
  const facts = imageFactsOf(headers, camera);
  return { file, camera, detector: facts.detector ?? alone ?? null, facts, headers };
}
