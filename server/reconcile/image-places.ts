/** Where the images of an exposure lie by its camera's data: the folder to list, and the place of each image. Pure. */
import type { Camera, CameraDetector } from "#contracts/camera.ts";
import type { ImageKind } from "#contracts/identity.ts";

/** What fills a camera's templates. */
export interface PlacedExposure {
  camera: Camera;
  dayObs: number;
  obsId: string;
}

function fill(template: string, { camera, dayObs, obsId }: PlacedExposure, detector?: string): string {
  const words: Record<string, string | undefined> = {
    instrument: camera.name,
    dayObs: String(dayObs),
    obsId,
    detector,
  };
  return template.replace(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole);
}

/** @returns prefixes (`s3://bucket/…`) below which all images of the exposure lie; none where the camera does not say. */
export function prefixesOf(exposure: PlacedExposure): string[] {
  const { images } = exposure.camera;
  if (images === null) return [];
  const prefixes = images.keys.map((key) => fill(key.slice(0, key.indexOf("{detector}")), exposure));
  return [...new Set(prefixes)].map((prefix) => `s3://${images.bucket}/${prefix}`);
}

/** @returns the places at which one detector's image may lie, the likeliest first. */
export function placesOf(exposure: PlacedExposure, detector: CameraDetector, kind: ImageKind): string[] {
  const { images } = exposure.camera;
  const inFile = (detector.fileName ?? detector.name) + (kind === "guider" ? "_guider" : "");
  return (images?.keys ?? []).map((key) => `s3://${images?.bucket}/${fill(key, exposure, inFile)}`);
}

/** @returns where the list of the exposure's expected images lies; null where the camera writes none. */
export function expectedSensorsPlace(exposure: PlacedExposure): string | null {
  const { images } = exposure.camera;
  return images?.expectedSensors === undefined
    ? null
    : `s3://${images.bucket}/${fill(images.expectedSensors, exposure)}`;
}
