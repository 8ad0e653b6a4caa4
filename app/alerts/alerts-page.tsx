/** Every alarm: what stands now with what to do, and what was raised and ended before. */
"use client";
import Link from "next/link";
import { AlarmBand } from "#app/alarms/alarm-band.tsx";
import { ReadingState, useReading } from "#app/chrome/reading-state.tsx";
import { TopBar } from "#app/chrome/top-bar.tsx";
import { utcInstant } from "#app/format/clock.ts";
import { formatAge } from "#app/format/duration.ts";
import { useNow } from "#app/live/ticker.ts";
import { useResource } from "#app/live/use-resource.ts";
import { alarmsAnswer } from "#contracts/alarm.ts";

const readEveryMs = 5_000;
/** Older than this, nobody watches. */
const watchedMs = 60_000;

export function AlertsPage() {
  const alarms = useResource(alarmsAnswer, "/api/alarms", readEveryMs);
  const reading = useReading(alarms, readEveryMs);
  const { value } = alarms;
  const nowMs = useNow();
  const judgedMs = value?.judgedAtMs ?? null;
  const isWatched = judgedMs !== null && nowMs !== null && nowMs - judgedMs < watchedMs;
  return (
    <>
      <TopBar timeZone={null} />
      <main className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4" data-stale={reading.isStale}>
        <h1 className="text-[32px] leading-tight font-semibold text-bright">Alarms</h1>
        <ReadingState {...reading} what="Reading the alarms" />
        {value && (
          <>
            <AlarmBand />
            {value.active.length === 0 && isWatched && !reading.isStale && (
              <p className="text-ok" data-testid="no-alarm">
                ● No alarm stands.
              </p>
            )}
            {!isWatched && nowMs !== null && !reading.isStale && (
              <p className="text-warn" data-testid="nobody-watches">
                ▲ Nobody watches: no reconciler has judged
                {judgedMs === null ? " yet" : ` for ${formatAge(nowMs - judgedMs)}`}. Start `server/reconcile/main.ts`.
              </p>
            )}
            <section aria-labelledby="changes" className="panel min-w-0 overflow-x-auto p-4">
              <h2 id="changes" className="mb-2 text-bright">
                What was
              </h2>
              {value.recent.length === 0 ? (
                <p className="text-quiet">No alarm was ever raised.</p>
              ) : (
                <table className="w-full text-small">
                  <thead className="text-left text-quiet">
                    <tr>
                      <th scope="col">When</th>
                      <th scope="col">Change</th>
                      <th scope="col">Camera</th>
                      <th scope="col">Alarm</th>
                    </tr>
                  </thead>
                  <tbody>
                    {value.recent.map(({ id, atMs, change, camera, message }) => (
                      <tr key={`${id} ${atMs} ${change}`} className="border-t border-line align-baseline">
                        <td className="py-1 pr-4 font-mono whitespace-nowrap">{utcInstant(atMs).slice(0, 19)}</td>
                        <td className="pr-4 whitespace-nowrap">
                          {change === "raised" ? <span className="text-error">■ raised</span> : "○ ended"}
                        </td>
                        <td className="pr-4">
                          <Link href={`/${camera}`} prefetch={false} className="text-accent hover:underline">
                            {camera}
                          </Link>
                        </td>
                        <td className="wrap-anywhere">{message}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
            </section>
          </>
        )}
      </main>
    </>
  );
}
