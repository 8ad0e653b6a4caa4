/** Whether the page is live, with the age of the last word from the server; hatched and dated when it is not. */
"use client";
import { utcClock } from "#app/format/clock.ts";
import { formatAge } from "#app/format/duration.ts";
import { connection } from "#app/live/connection.ts";
import { staleReasons } from "#app/live/freshness.ts";
import { useNow } from "#app/live/ticker.ts";
import { useFreshness } from "#app/live/use-freshness.ts";

export function LiveIndicator() {
  const freshness = useFreshness();
  const shape =
    "inline-flex h-8 min-w-28 max-phone:min-w-0 max-phone:px-1 items-center gap-2 rounded-panel px-3 whitespace-nowrap";
  if (freshness.kind === "connecting") {
    return (
      <span data-live="connecting" role="status" className={`${shape} text-quiet`}>
        <span aria-hidden="true">○</span> connecting
      </span>
    );
  }
  if (freshness.kind === "live") {
    return (
      <span
        data-live="live"
        role="status"
        className={`${shape} text-ok`}
        data-tip="The server answers and reaches its store"
      >
        <span aria-hidden="true">●</span> live
        <span aria-hidden="true" className="text-small text-quiet max-phone:hidden">
          {Math.round(freshness.ageMs / 1000)} s ago
        </span>
      </span>
    );
  }
  return (
    <span
      data-live="stale"
      role="status"
      className={`${shape} hatched text-warn`}
      data-tip={staleReasons[freshness.reason]}
    >
      <span aria-hidden="true">▲</span> stale
    </span>
  );
}

/** A band over the content while the page is stale: since when, why, and that what is shown stays. */
export function StaleBand() {
  const freshness = useFreshness();
  const nowMs = useNow();
  if (freshness.kind !== "stale" || nowMs === null) return null;
  const sinceMs = freshness.sinceMs + connection().hearing().clockOffsetMs;
  return (
    <div
      role="alert"
      data-testid="stale-band"
      className="hatched flex flex-wrap items-baseline gap-x-3 border-b border-line px-4 py-2"
    >
      <strong className="text-warn">▲ Stale since {utcClock(sinceMs)} UTC</strong>
      <span>
        {staleReasons[freshness.reason]}. What is shown is {formatAge(nowMs - sinceMs)} old.
      </span>
    </div>
  );
}
