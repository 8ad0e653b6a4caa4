/** Rice tiles by the kernel, many at a time. */
import { addressOf, kernels, workspace } from "../kernels/kernels.ts";
import type { RiceBytePix } from "./rice.ts";
import type { StoredPixels } from "./stored-pixels.ts";

/** Codes and pixels of one batch; small enough to stay in a cache near the core. */
const batchBytes = 512 * 1024;
/** The kernel takes blocks of so many pixels; how far it reads behind the codes hangs on it. */
const maxBlockSize = 64;

/**
 * Decodes tiles from `first` on into their places in `out`, tile after tile `tilePixels` long (the last one shorter).
 * @param packed the codes of a tile.
 * @returns how many tiles are done: up to the first that is not coded, or whose codes are damaged, or that is too large
 * for the kernel. {@link decodeRice} knows what to say about that one.
 */
export function decodeRiceTiles(
  packed: (tile: number) => Uint8Array,
  first: number,
  tiles: number,
  tilePixels: number,
  { blockSize, bytePix }: { blockSize: number; bytePix: RiceBytePix },
  out: StoredPixels,
  by = kernels,
): number {
  if (by === null || out instanceof BigInt64Array || 4 * tilePixels > batchBytes || blockSize > maxBlockSize) return 0;
  const perBatch = Math.floor(batchBytes / (4 * tilePixels));
  const pixelsAt = 8 * perBatch;
  const codesAt = pixelsAt + 4 * perBatch * tilePixels;
  const buffer = workspace();
  const outAt = out instanceof Int32Array ? addressOf(out) : null;
  const bytes = new Uint8Array(buffer);
  const table = new Int32Array(buffer, 0, 2 * perBatch);
  const pixels = new Int32Array(buffer, pixelsAt, perBatch * tilePixels);
  let done = 0;
  while (first + done < tiles) {
    const start = first + done;
    let count = 0;
    let used = 0;
    for (; count < perBatch && start + count < tiles; count += 1) {
      const codes = packed(start + count);
      if (codes.length === 0 || used + codes.length > batchBytes) break;
      table[2 * count] = used;
      table[2 * count + 1] = codes.length;
      bytes.set(codes, codesAt + used);
      used += codes.length;
    }
    if (count === 0) return done;
    const at = start * tilePixels;
    const lastPixels = Math.min(tilePixels, out.length - at - (count - 1) * tilePixels);
    const to = outAt === null ? pixelsAt : outAt + 4 * at;
    const good = by.decodeRiceTiles(0, count, codesAt, to, tilePixels, lastPixels, blockSize, bytePix);
    if (outAt === null) out.set(pixels.subarray(0, Math.min(good * tilePixels, out.length - at)), at);
    done += good;
    if (good < count) return done;
  }
  return done;
}
