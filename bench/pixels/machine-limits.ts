/** What the machine itself allows: how fast bytes come from a file, and how fast memory is copied. */
import { readFileSync } from "node:fs";

/** @returns bytes a second of reading a file that is in the system's cache. */
export function readBandwidth(path: string): number {
  const start = performance.now();
  const { byteLength } = readFileSync(path);
  return (byteLength * 1000) / (performance.now() - start);
}

/** @returns bytes a second, read and written together, of copying 64 MB of floats in a plain loop's fastest form. */
export function copyBandwidth(): number {
  const from = new Float32Array(2 ** 24).fill(1);
  const to = new Float32Array(from.length).fill(2);
  const start = performance.now();
  to.set(from);
  return (2 * from.byteLength * 1000) / (performance.now() - start);
}
