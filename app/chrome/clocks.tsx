/** UTC and the observatory's own time, on the server's clock. */
"use client";
import { utcClock, zoneClock } from "#app/format/clock.ts";
import { useNow } from "#app/live/ticker.ts";

export function Clocks({ timeZone }: { timeZone: string | null }) {
  const nowMs = useNow();
  const blank = "--:--:--";
  return (
    <div className="flex items-baseline gap-4 font-mono" role="timer" aria-label="Clocks" aria-live="off">
      <span>
        <span className="text-lg text-bright">{nowMs === null ? blank : utcClock(nowMs)}</span>{" "}
        <span className="label font-sans">UTC</span>
      </span>
      {timeZone !== null && timeZone !== "UTC" && (
        <span className="hidden wide:inline" data-tip={`Observatory: ${timeZone}`}>
          {nowMs === null ? blank : zoneClock(nowMs, timeZone)} <span className="label font-sans">local</span>
        </span>
      )}
    </div>
  );
}
