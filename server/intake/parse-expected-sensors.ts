/** `expectedSensors.json` beside an exposure's images: the set of images that will come. Context only. */
import type { Camera } from "#contracts/camera.ts";
import { expectedSensors } from "#contracts/context-event.ts";
import type { ImageKind } from "#contracts/identity.ts";
import { detectorNamed } from "./image-key.ts";
import { type ObsId, parseObsId } from "./obs-id.ts";

const kinds: Readonly<Record<string, ImageKind | undefined>> = { SCIENCE: "raw", GUIDER: "guider" };

export interface ExpectedImages {
  exposure: ObsId;
  images: { detector: string; kind: ImageKind }[];
  /** Names, or kinds, that the camera's data do not know; the others count all the same. */
  unknown: string[];
}

/**
 * @param text the object as it lies in the bucket
 * @returns the expected images, or why they cannot be told.
 */
export function parseExpectedSensors(text: string, cameras: readonly Camera[]): ExpectedImages | { problem: string } {
  return expectedImages(parseCutOff(text), cameras);
}

/** As `parseExpectedSensors`, of a value that is decoded already. */
export function expectedImages(value: unknown, cameras: readonly Camera[]): ExpectedImages | { problem: string } {
  const parsed = expectedSensors.safeParse(value);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join(".") || "JSON";
    return { problem: `expectedSensors without usable ${where}` };
  }
  const exposure = parseObsId(parsed.data.obsId, cameras);
  if ("problem" in exposure) return exposure;
  const found: ExpectedImages = { exposure, images: [], unknown: [] };
  for (const [name, word] of Object.entries(parsed.data.expectedSensors)) {
    const detector = detectorNamed(name, exposure.camera);
    const kind = kinds[word];
    if (detector && kind) found.images.push({ detector: detector.name, kind });
    else found.unknown.push(`${name}: ${word}`);
  }
  return found;
}

/** The public sample lacks its last brace, and writers of such files remain: one brace is forgiven. */
function parseCutOff(text: string): unknown {
  for (const candidate of [text, `${text}}`]) {
    try {
      return JSON.parse(candidate);
    } catch {}
  }
  return null;
}
