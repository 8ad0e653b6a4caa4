/** Unpacks what the server packed once for all pages. */
import { deltaPack } from "#contracts/push.ts";

/** @returns the deltas, not yet checked; null when the pack cannot be read. */
export async function unpackDeltas(raw: unknown): Promise<readonly unknown[] | null> {
  if (!(raw instanceof ArrayBuffer) && !(raw instanceof Uint8Array)) return null;
  try {
    const bytes = new Blob([raw as BlobPart]).stream().pipeThrough(new DecompressionStream("gzip"));
    const pack = deltaPack.safeParse(await new Response(bytes).json());
    return pack.success ? pack.data.deltas : null;
  } catch {
    return null;
  }
}
