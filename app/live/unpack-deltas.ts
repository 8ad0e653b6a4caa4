/** Unpacks what the server packed once for all pages. */
import { deltaPack } from "#contracts/push.ts";

/**
 * @param raw gzipped JSON, as bytes or in base64
 * @returns the deltas, not yet checked; null when the pack cannot be read.
 */
export async function unpackDeltas(raw: unknown): Promise<readonly unknown[] | null> {
  if (typeof raw !== "string" && !(raw instanceof ArrayBuffer) && !(raw instanceof Uint8Array)) return null;
  try {
    const packed = typeof raw === "string" ? Uint8Array.from(atob(raw), (byte) => byte.charCodeAt(0)) : raw;
    const bytes = new Blob([packed as BlobPart]).stream().pipeThrough(new DecompressionStream("gzip"));
    const pack = deltaPack.safeParse(await new Response(bytes).json());
    return pack.success ? pack.data.deltas : null;
  } catch {
    return null;
  }
}
