/**
 * Images in the kernels' memory: what one file needs of them, taken back all at once when its work is done. There the
 * kernels find the pixels where they are, and the next file's images use the same pages again: to map 64 MB afresh takes
 * the system longer than to find the sources in them.
 */
import { workspace, workspaceBytes } from "./kernels.ts";

interface Loan {
  readonly at: number;
  readonly bytes: number;
  isFree: boolean;
}

const cacheLine = 64;
/** Images are so far out of step that the same pixel of two of them does not compete for the same place of a cache. */
const skew = 17 * cacheLine;

let loans: Loan[] | null = null;

/**
 * Runs `work`, in which images come from the kernels' memory; outside of it they are ordinary arrays. Calls may be
 * nested, the outermost counts.
 * @param work must not be asynchronous, and nothing that it returns or keeps may look into an image that it borrowed.
 */
export function withPixels<T>(work: () => T): T {
  if (loans) return work();
  loans = [];
  try {
    return work();
  } finally {
    loans = null;
  }
}

/** @returns an array of `count` numbers that hold anything; the caller writes all of them. */
export function borrowPixels(count: number): Float32Array {
  const at = place(4 * count);
  return at === null ? new Float32Array(count) : new Float32Array(workspace(), at, count);
}

/** @returns as {@link borrowPixels}, for whole numbers. */
export function borrowIntegers(count: number): Int32Array {
  const at = place(4 * count);
  return at === null ? new Int32Array(count) : new Int32Array(workspace(), at, count);
}

/** Gives an image back that nobody will look at any more, so that another one can use its place before the work ends. */
export function returnPixels(pixels: Float32Array | Int32Array): void {
  const loan = pixels.buffer === workspace() ? loans?.find(({ at }) => at === pixels.byteOffset) : undefined;
  if (loan) loan.isFree = true;
}

/** @returns the address of so many bytes, or null outside of {@link withPixels} and where no room is left. */
function place(bytes: number): number | null {
  if (!loans) return null;
  const free = loans.find((loan) => loan.isFree && loan.bytes === bytes);
  if (free) {
    free.isFree = false;
    return free.at;
  }
  const last = loans.at(-1);
  const at = last ? last.at + Math.ceil(last.bytes / cacheLine) * cacheLine + skew : workspaceBytes;
  if (at + bytes > workspace().byteLength) return null;
  loans.push({ at, bytes, isFree: false });
  return at;
}
