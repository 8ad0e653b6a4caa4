/** What a key of an object may look like, and what its ending says of the object. */

/** Parts of letters, digits and a few marks; no part is `.` or `..`. */
export const safeKey = /^(?!.*(^|\/)\.{1,2}(\/|$))[A-Za-z0-9._+~-]+(\/[A-Za-z0-9._+~-]+)*$/;

const mediaTypes: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  json: "application/json",
};

/** @returns the media type that the key's ending stands for. */
export function mediaTypeOf(key: string): string {
  return mediaTypes[key.split(".").at(-1) ?? ""] ?? "application/octet-stream";
}
