/** Where an image can be read: from the camera's data, or from a foreign URL that a sender gives. */
import type { Camera } from "#contracts/camera.ts";

/** URLs that start with `from` are read where `to` stands in its place. */
export interface PlaceRule {
  from: string;
  to: string;
}

/** An image by what fills the camera's templates; `detector` is written as files write it. */
export interface PlacedImage {
  camera: Camera;
  dayObs: number;
  obsId: string | null;
  detector: string;
}

/**
 * @param fileName takes the place of the template's own last part, as a sender's extension may differ
 * @returns where the camera's data say that the image lies; null when they do not say.
 */
export function placeFromCamera(image: PlacedImage, fileName: string | null = null): string | null {
  const { images, name } = image.camera;
  const template = images?.keys[0];
  if (images === null || template === undefined || image.obsId === null) return null;
  const words: Record<string, string> = {
    instrument: name,
    dayObs: String(image.dayObs),
    obsId: image.obsId,
    detector: image.detector,
  };
  const parts = template.split("/");
  if (fileName !== null) parts[parts.length - 1] = fileName;
  const key = parts.map((part) => part.replace(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole)).join("/");
  return `s3://${images.bucket}/${key}`;
}

/**
 * Foreign URLs (`davs://`, `root://`, `https://`…) are readable here only where a rule says so; the first that fits wins.
 * @returns a `file://` or `s3://` URI that a worker can read, or null.
 */
export function placeFromUrl(url: string, rules: readonly PlaceRule[]): string | null {
  const rule = rules.find(({ from }) => url.startsWith(from));
  if (rule) return rule.to + url.slice(rule.from.length);
  if (url.startsWith("file:///")) return url;
  // A port means that a host is named before the bucket.
  const [, endpoint, path = ""] = /^s3:\/\/([^/]+)\/+(.+)$/.exec(url) ?? [];
  if (endpoint === undefined) return null;
  return endpoint.includes(":") ? `s3://${path}` : `s3://${endpoint}/${path}`;
}
