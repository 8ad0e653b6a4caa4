/**
 * Images that are done with, kept for the next one of their size. A fresh image of 64 MB costs the system longer to map
 * page by page than the background or the filter take, and a worker makes the same ones again and again.
 */

/** Images kept at most; a worker holds no more than this between two files. */
const maxKept = 2;
/** Smaller ones are cheap to make. */
const leastPixels = 2 ** 18;

const kept: Float32Array[] = [];

/** @returns an array of `count` numbers that hold anything; the caller writes all of them. */
export function borrowPixels(count: number): Float32Array {
  const at = kept.findIndex((pixels) => pixels.length === count);
  return kept.splice(at, at < 0 ? 0 : 1)[0] ?? new Float32Array(count);
}

/** Gives an image back that nobody will look at any more. Who never calls this loses nothing but time. */
export function returnPixels(pixels: Float32Array): void {
  const isWhole = pixels.byteLength === pixels.buffer.byteLength;
  if (!isWhole || pixels.length < leastPixels || kept.includes(pixels)) return;
  kept.push(pixels);
  // The oldest goes: images of one size come in rows.
  if (kept.length > maxKept) kept.shift();
}
