/** Waits for work in any of several queues on one blocking connection; each marker wakes one worker and no other. */
import { setTimeout as pause } from "node:timers/promises";
import type { Redis } from "ioredis";

export interface WorkBell {
  /**
   * Waits for one of the markers, the earlier ones first.
   * @returns the marker, with the instant from which on its job may run where that lies ahead; null when time is up.
   */
  wait(markers: readonly string[], forMs: number): Promise<{ marker: string; dueAtMs: number } | null>;
  close(): void;
}

/** A blocking command that a broken connection has swallowed is given up so long after it should have ended. */
const graceMs = 1000;

export function openWorkBell(redis: Redis): WorkBell {
  const blocking = redis.duplicate({ connectionName: "firstlook-worker-bell" });
  blocking.on("error", () => undefined);
  return {
    async wait(markers, forMs) {
      const finished = new AbortController();
      const stuck = pause(forMs + graceMs, "stuck" as const, { signal: finished.signal }).catch(() => null);
      const popped = blocking.bzpopmin(...markers, Math.max(0.001, forMs / 1000));
      popped.catch(() => undefined);
      try {
        const reply = await Promise.race([popped, stuck]);
        if (reply === "stuck") blocking.disconnect(true);
        if (reply === "stuck" || reply === null) return null;
        const [marker, , score] = reply;
        return { marker, dueAtMs: Number(score) };
      } finally {
        finished.abort();
      }
    },
    close: () => blocking.disconnect(),
  };
}
