/** A night without exposures: tonight's waits, a past one says so. */
"use client";
import { formatDayObs } from "#app/format/day-obs.ts";
import { useNow } from "#app/live/ticker.ts";
import { dayObsOf } from "#contracts/identity.ts";

export function EmptyNight({ camera, dayObs }: { camera: string; dayObs: number }) {
  const nowMs = useNow();
  const isPast = nowMs !== null && dayObs < dayObsOf(nowMs);
  return (
    <section
      data-testid="empty-night"
      className="panel m-4 grid min-h-72 place-content-center justify-items-center gap-2 p-8 text-center"
    >
      <p className="text-5xl text-none" aria-hidden="true">
        ○
      </p>
      <h1 className="text-2xl text-bright">
        {isPast ? `No exposures on ${formatDayObs(dayObs)}` : "No exposures yet tonight"}
      </h1>
      <p className="max-w-lg text-quiet">
        {isPast
          ? `${camera} has no exposure in that night. Other nights are in the calendar above.`
          : `The first image of ${camera} appears here by itself, without a reload. The observing day ${formatDayObs(dayObs)} rolls over at 12:00 UTC.`}
      </p>
    </section>
  );
}
