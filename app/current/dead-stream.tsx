/** Says across the room that the page is stale; lies over the content, so that nothing moves. */
"use client";
import { utcClock } from "#app/format/clock.ts";
import { formatAge } from "#app/format/duration.ts";
import { connection } from "#app/live/connection.ts";
import { staleReasons } from "#app/live/freshness.ts";
import { useNow } from "#app/live/ticker.ts";
import { useFreshness } from "#app/live/use-freshness.ts";

export function DeadStream() {
  const freshness = useFreshness();
  const nowMs = useNow();
  if (freshness.kind !== "stale" || nowMs === null) return null;
  const sinceMs = freshness.sinceMs + connection().hearing().clockOffsetMs;
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-0 z-30 bg-page">
      <div
        role="alert"
        data-testid="dead-stream"
        className="hatched flex flex-wrap items-baseline gap-x-6 gap-y-1 border-t-4 border-warn px-6 py-5"
      >
        <strong className="text-[clamp(28px,4vw,72px)] leading-none text-warn">
          ▲ Stale for <span aria-hidden="true">{formatAge(nowMs - sinceMs)}</span>
        </strong>
        <span className="text-lg">
          since {utcClock(sinceMs)} UTC: {staleReasons[freshness.reason]}
        </span>
      </div>
    </div>
  );
}
