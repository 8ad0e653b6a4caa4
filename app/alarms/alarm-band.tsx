/** The alarms that stand, over what they concern: what happens, since when, and what to do. */
"use client";
import { formatAge } from "#app/format/duration.ts";
import { useNow } from "#app/live/ticker.ts";
import { useResource } from "#app/live/use-resource.ts";
import { type Alarm, alarmsAnswer } from "#contracts/alarm.ts";

const readEveryMs = 5_000;
const looks: Record<Alarm["level"], { icon: string; color: string; word: string }> = {
  error: { icon: "■", color: "text-error", word: "Alarm" },
  warn: { icon: "▲", color: "text-warn", word: "Warning" },
};

/** @param camera shows only the alarms of this camera; without it all. */
export function AlarmBand({ camera }: { camera?: string }) {
  const { value } = useResource(alarmsAnswer, "/api/alarms", readEveryMs);
  const nowMs = useNow();
  const alarms = (value?.active ?? []).filter((alarm) => camera === undefined || alarm.camera === camera);
  if (alarms.length === 0) return null;
  const ranked = [...alarms].sort((left, right) => Number(right.level === "error") - Number(left.level === "error"));
  return (
    <div role="alert" aria-label="Alarms" className={camera === undefined ? "" : "px-4 pt-4"}>
      <ul className="grid gap-2">
        {ranked.map(({ id, kind, level, message, sinceMs }) => (
          <li
            key={id}
            data-alarm={kind}
            className="panel hatched flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2"
          >
            <strong className={`whitespace-nowrap ${looks[level].color}`}>
              <span aria-hidden="true">{looks[level].icon}</span> {looks[level].word}
            </strong>
            <span className="min-w-0 flex-1 basis-72 wrap-anywhere">{message}</span>
            <span className="text-small whitespace-nowrap text-quiet">
              {nowMs === null ? "" : `for ${formatAge(nowMs - sinceMs)}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
