/** What a page missed while it was away, asked for again where the store does not answer at once. */
import { setTimeout as pause } from "node:timers/promises";
import type { ExposureDelta } from "#contracts/push.ts";

const tries = 4;
const pauseMs = 500;

/**
 * A process that has just started, as after a roll, may be too busy to hear the store's answer in time: that is no
 * reason to have each of its pages read a whole night.
 * @param read the deltas, or null where they are no longer all there
 * @returns null where the page has to read its night again: they are gone, or the store stays silent.
 */
export async function readMissed(
  read: () => Promise<ExposureDelta[] | null>,
  onTrouble: (error: Error) => void,
  wait: (ms: number) => Promise<unknown> = pause,
): Promise<ExposureDelta[] | null> {
  for (let left = tries; left > 0; left -= 1) {
    try {
      return await read();
    } catch (error) {
      if (left === 1) onTrouble(error as Error);
      else await wait(pauseMs);
    }
  }
  return null;
}
