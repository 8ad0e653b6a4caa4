/** The time of Redis, for processes on machines whose clocks may be wrong: instants of one image can be compared. */
import type { Redis } from "ioredis";

export interface SharedClock {
  /** UTC milliseconds. */
  nowMs(): number;
  /** What has to be added to this machine's clock; 0 for one that is right as far as can be measured. */
  offsetMs(): number;
  stop(): void;
}

/** Below it the way to Redis decides, not the clock. */
const leastOffsetMs = 250;
const measureEveryMs = 10_000;

/** Resolves after the first measurement, and measures again from time to time: clocks drift, and are corrected. */
export async function openSharedClock(redis: Redis, localMs: () => number = Date.now): Promise<SharedClock> {
  let offsetMs = 0;
  async function measure(): Promise<void> {
    const sentAtMs = localMs();
    const [seconds, microseconds] = await redis.time();
    const answeredAtMs = localMs();
    const wayMs = answeredAtMs - sentAtMs;
    const measuredMs = Number(seconds) * 1000 + Number(microseconds) / 1000 - (sentAtMs + answeredAtMs) / 2;
    // An answer that took long says little of the time.
    if (wayMs < 0 || wayMs > 2000) return;
    offsetMs = Math.abs(measuredMs) < Math.max(leastOffsetMs, wayMs) ? 0 : Math.round(measuredMs);
  }
  await measure();
  const measuring = setInterval(() => void measure().catch(() => undefined), measureEveryMs);
  measuring.unref();
  return { nowMs: () => localMs() + offsetMs, offsetMs: () => offsetMs, stop: () => clearInterval(measuring) };
}
