/** When an exposure's shutter closed, as far as anybody says so. Pure. */
import type { HeaderFacts } from "#contracts/result-facts.ts";

/** An image whose shutter closed so long before its event is a replay, and its latency says nothing. */
const replayAfterMs = 3600_000;
/** The header's start and exposure time leave out the shutter's own travel, and clocks differ. */
const toleranceMs = 5000;

/**
 * @param header start and length of the exposure are the nearest to the shutter
 * @param readoutEndedAtMs the camera's `endReadout`, which comes a few seconds after the shutter
 * @param firstEventAtMs when the exposure was first heard of
 * @returns UTC milliseconds; null where nobody says, or where it cannot be this exposure's own first way.
 */
export function shutterClosedAtMs(
  header: Pick<HeaderFacts, "obsStartUtc" | "exposureTimeS"> | null,
  readoutEndedAtMs: number | null,
  firstEventAtMs: number,
): number | null {
  const startMs = header?.obsStartUtc == null ? Number.NaN : Date.parse(header.obsStartUtc);
  const byHeader = startMs + (header?.exposureTimeS ?? Number.NaN) * 1000;
  const isPossible = (ms: number) => firstEventAtMs - ms < replayAfterMs && ms - firstEventAtMs < toleranceMs;
  for (const ms of [byHeader, readoutEndedAtMs ?? Number.NaN]) {
    if (Number.isFinite(ms) && isPossible(ms)) return Math.round(ms);
  }
  return null;
}
