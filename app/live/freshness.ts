/** Whether what stands on the page is live, and if not, since when and why. */

/**
 * No pulse for longer than this means that the page no longer hears the server: two pulses missed, and noticed by the
 * page's second hand within five seconds.
 */
export const pulseLimitMs = 4_000;

/** What a page has heard of its server; all instants on the page's own clock. */
export interface Hearing {
  openedAtMs: number;
  connected: boolean;
  lastPulseAtMs: number | null;
  /** When the server's store stopped answering, on the server's clock. */
  storeDownSinceMs: number | null;
  /** Server clock minus page clock. */
  clockOffsetMs: number;
}

export type Freshness =
  | { kind: "connecting" }
  | { kind: "live"; ageMs: number }
  | { kind: "stale"; sinceMs: number; reason: "no-connection" | "no-pulse" | "store-down" };

/**
 * @returns the state of the connection at `nowMs` on the page's clock; `sinceMs`, the last word from the server, is on
 * the page's clock too, so a connection that comes and goes without a word does not make the page look younger.
 */
export function freshnessOf(hearing: Hearing, nowMs: number): Freshness {
  const heardAtMs = hearing.lastPulseAtMs ?? hearing.openedAtMs;
  if (!hearing.connected) {
    if (hearing.lastPulseAtMs === null && nowMs - hearing.openedAtMs <= pulseLimitMs) return { kind: "connecting" };
    return { kind: "stale", sinceMs: heardAtMs, reason: "no-connection" };
  }
  if (nowMs - heardAtMs > pulseLimitMs) return { kind: "stale", sinceMs: heardAtMs, reason: "no-pulse" };
  if (hearing.storeDownSinceMs !== null) {
    return { kind: "stale", sinceMs: hearing.storeDownSinceMs - hearing.clockOffsetMs, reason: "store-down" };
  }
  if (hearing.lastPulseAtMs === null) return { kind: "connecting" };
  return { kind: "live", ageMs: Math.max(0, nowMs - hearing.lastPulseAtMs) };
}

/** What each reason means, in words for the band on the page. */
export const staleReasons: Record<Extract<Freshness, { kind: "stale" }>["reason"], string> = {
  "no-connection": "this page has no connection to the server; it keeps trying",
  "no-pulse": "the server is connected but has gone silent",
  "store-down": "the server cannot reach its store, so it knows nothing new",
};
