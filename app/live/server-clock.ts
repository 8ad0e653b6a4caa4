/** The server's clock as a page knows it, from round trips: the quickest of them tells best. Pure. */

/** One question for the time: when it was sent and answered here, and what the server's clock said in between. */
export interface ClockSample {
  sentAtMs: number;
  answeredAtMs: number;
  serverAtMs: number;
}

export interface ServerClock {
  /** To be added to this machine's clock. */
  offsetMs: number;
  /** How far off that may be: the answer left the server at some moment of the round trip. */
  errorMs: number;
}

/** @returns the clock by the quickest round trip (Cristian's algorithm); null without one. */
export function serverClock(samples: readonly ClockSample[]): ServerClock | null {
  const [best] = [...samples].sort((left, right) => roundTripMs(left) - roundTripMs(right));
  if (best === undefined) return null;
  const errorMs = roundTripMs(best) / 2;
  return { offsetMs: best.serverAtMs - (best.sentAtMs + errorMs), errorMs };
}

function roundTripMs({ sentAtMs, answeredAtMs }: ClockSample): number {
  return Math.max(0, answeredAtMs - sentAtMs);
}
