/** Unpacks what the server packed once for all pages. */
import { deltaPack } from "#contracts/push.ts";

/**
 * @param raw gzipped JSON in base64
 * @returns the deltas, not yet checked; null when the pack cannot be read.
 */
export async function unpackDeltas(raw: unknown): Promise<readonly unknown[] | null> {
  if (typeof raw !== "string") return null;
  try {
    const unpacking = new DecompressionStream("gzip");
    const writer = unpacking.writable.getWriter();
    // Written here and not by way of a blob, which a browser would fetch from another process.
    const written = Promise.all([writer.write(bytesOf(raw)), writer.close()]);
    const [json] = await Promise.all([new Response(unpacking.readable).json(), written]);
    const pack = deltaPack.safeParse(json);
    return pack.success ? pack.data.deltas : null;
  } catch {
    return null;
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
}
