/** When each image of a replay is announced. */

/** A longer pause between two images (a cloud, a day) is cut to this, in observing time. */
export const longestPauseMs = 10 * 60_000;

/**
 * @param observedAtMs times of observation in order.
 * @param rate 1 is the real cadence, N is N times faster, 0 is all at once.
 * @returns milliseconds after the start of the replay, one for each image.
 */
export function announceAfterMs(observedAtMs: readonly number[], rate: number): number[] {
  let elapsed = 0;
  return observedAtMs.map((time, index) => {
    const before = observedAtMs[index - 1];
    if (before !== undefined && rate > 0) elapsed += Math.min(longestPauseMs, Math.max(0, time - before)) / rate;
    return elapsed;
  });
}
