/** Alarms as they stand over a page, errors first: what happens, since when, and what to do. */
"use client";
import { formatAge } from "#app/format/duration.ts";
import { useNow } from "#app/live/ticker.ts";
import type { Alarm } from "#contracts/alarm.ts";

const looks: Record<Alarm["level"], { icon: string; color: string; word: string }> = {
  error: { icon: "■", color: "text-error", word: "Alarm" },
  warn: { icon: "▲", color: "text-warn", word: "Warning" },
};

export function AlarmList({ alarms }: { alarms: readonly Alarm[] }) {
  const nowMs = useNow();
  const ranked = [...alarms].sort((left, right) => Number(right.level === "error") - Number(left.level === "error"));
  return (
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
  );
}
