/** How long a job waits before it is tried again: longer each time, and not all at the same moment. */

const firstMs = 500;
const longestMs = 10_000;
const spread = 0.5;

/**
 * @param failures attempts that failed so far, from 1
 * @param chance from 0 to 1; a random number, so that jobs which failed together do not come again together
 * @returns milliseconds: half a second after the first failure, doubled with each that follows, 10 s at most, up to
 *   half as much less.
 */
export function retryDelayMs(failures: number, chance: number): number {
  return Math.round(Math.min(firstMs * 2 ** (failures - 1), longestMs) * (1 - spread * chance));
}
