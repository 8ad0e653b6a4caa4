/** Turns any text, for example the name of a folder, into a camera's name that is safe in URLs and keys. */

/** @returns `My cam!` as `My-cam`; `camera` for a text without a usable character. */
export function cameraNameFrom(text: string): string {
  const safe = text
    .trim()
    .replace(/[^A-Za-z0-9._+-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+|-+$/g, "")
    .slice(0, 64);
  return safe || "camera";
}
