/** UTC first, and beside it by choice the observatory's own time or TAI, on the server's clock. */
"use client";
import { useEffect, useState } from "react";
import { taiClock, utcClock, zoneClock } from "#app/format/clock.ts";
import { useNow } from "#app/live/ticker.ts";
import { useIdle } from "#app/state/use-idle.ts";

const choices = ["local", "TAI"] as const;
type Choice = (typeof choices)[number];
const place = "firstlook-clock";
const blank = "--:--:--";

/** The browser's memory, where it lets one have it. */
function remembered(): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

function remember(choice: Choice): void {
  try {
    localStorage.setItem(place, choice);
  } catch {
    // It is chosen again after a reload.
  }
}

export function Clocks({ timeZone }: { timeZone: string | null }) {
  const nowMs = useNow();
  // A browser takes tens of milliseconds to look a zone up, and nobody waits for this clock.
  const isIdle = useIdle();
  const [wanted, setWanted] = useState<Choice | null>(null);
  useEffect(() => setWanted(choices.find((each) => each === remembered()) ?? null), []);
  const hasLocal = timeZone !== null && timeZone !== "UTC";
  const choice = wanted ?? (hasLocal ? "local" : null);
  const shown = choice === "local" && !hasLocal ? null : choice;
  const next = shown === "TAI" && hasLocal ? "local" : "TAI";
  const choose = (): void => {
    remember(next);
    setWanted(next);
  };
  // What nobody asked for is shown where there is room.
  const room = wanted === null ? "hidden wide:inline" : "max-phone:hidden";
  return (
    <button
      type="button"
      className="min-h-8 rounded-panel"
      data-tip={`UTC${hasLocal ? ` · local: ${timeZone}` : ""} · TAI: UTC and its leap seconds\nPress for ${next === "TAI" ? "TAI" : "local time"} beside UTC`}
      onClick={choose}
    >
      <span className="leading-none whitespace-nowrap">
        <span className="font-mono text-lg text-bright">{nowMs === null ? blank : utcClock(nowMs)}</span>{" "}
        <span className="label">UTC</span>
      </span>
      {shown !== null && (
        <span className={`ml-4 leading-none whitespace-nowrap ${room}`} data-testid="second-clock">
          <span className="font-mono">
            {nowMs === null || !isIdle
              ? blank
              : shown === "TAI"
                ? taiClock(nowMs)
                : zoneClock(nowMs, timeZone ?? "UTC")}
          </span>{" "}
          <span className="label">{shown}</span>
        </span>
      )}
      <span className="sr-only">; show {next === "TAI" ? "TAI" : "local time"} beside UTC</span>
    </button>
  );
}
