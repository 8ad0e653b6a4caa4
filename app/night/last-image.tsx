/** How long ago the last image came, and whether that is too long; a night that is over expects none. */
"use client";
import { memo } from "react";
import { utcClock } from "#app/format/clock.ts";
import { formatAge, spanInWords } from "#app/format/duration.ts";
import { useNow } from "#app/live/ticker.ts";
import { dayObsOf } from "#contracts/identity.ts";

export interface LastImageProps {
  dayObs: number;
  lastMs: number | null;
  quietAfterS: number;
}

export type Expectation = "coming" | "quiet" | "over";

/** @returns whether images come, should come, or are not expected: the night is over and nothing arrives. */
export function expectation(dayObs: number, lastMs: number | null, quietAfterS: number, nowMs: number): Expectation {
  if (lastMs !== null && nowMs - lastMs <= quietAfterS * 1000) return "coming";
  return dayObs < dayObsOf(nowMs) ? "over" : "quiet";
}

export const LastImage = memo(function LastImage({ dayObs, lastMs, quietAfterS }: LastImageProps) {
  const nowMs = useNow();
  const state = nowMs === null ? "coming" : expectation(dayObs, lastMs, quietAfterS, nowMs);
  const ageMs = nowMs === null || lastMs === null ? null : nowMs - lastMs;
  return (
    <section
      className="panel flex min-w-0 flex-col justify-between p-3 max-tablet:last:odd:col-span-2 wide:p-4"
      aria-label="Last image"
      data-testid="last-image"
      data-expectation={state}
    >
      <h2 className="font-normal">Last image</h2>
      {state === "over" ? (
        <p className="text-lg text-quiet">{lastMs === null ? "none" : `${utcClock(lastMs)} UTC`}</p>
      ) : (
        <p className="mt-1 flex items-baseline gap-1.5 whitespace-nowrap">
          <span
            className={`text-(length:--big-number) leading-none font-semibold tracking-tight ${state === "quiet" ? "text-warn" : "text-bright"}`}
          >
            {formatAge(ageMs)}
          </span>
          <span className="text-quiet">ago</span>
        </p>
      )}
      <p className="min-h-5 text-small">
        {state === "coming" && lastMs !== null && <span className="text-quiet">at {utcClock(lastMs)} UTC</span>}
        {state === "quiet" && (
          <span className="text-warn">
            ▲ quiet: no image for {ageMs === null ? "this night" : spanInWords(ageMs)} (limit{" "}
            {spanInWords(quietAfterS * 1000)})
          </span>
        )}
        {state === "over" && <span className="text-quiet">past night, no images expected</span>}
      </p>
    </section>
  );
});
