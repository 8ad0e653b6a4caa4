/** The age of every source of the page in one line that keeps its place. */
"use client";
import { connection } from "#app/live/connection.ts";
import { useNow } from "#app/live/ticker.ts";
import { useFreshness } from "#app/live/use-freshness.ts";
import { lastImageMs } from "#app/night/exposure-facts.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { type SourceAge, sourceAges } from "./source-ages.ts";

const looks: Record<SourceAge["level"], { sign: string; word: string; shape: string }> = {
  ok: { sign: "●", word: "well", shape: "text-ok" },
  stale: { sign: "▲", word: "stale", shape: "text-warn hatched" },
  unknown: { sign: "○", word: "not known", shape: "text-quiet" },
};

export interface SourceStripProps {
  exposures: readonly ExposureSummary[];
  dayObs: number;
  quietAfterS: number;
}

export function SourceStrip({ exposures, dayObs, quietAfterS }: SourceStripProps) {
  const nowMs = useNow();
  const freshness = useFreshness();
  if (nowMs === null) return <div className="min-h-8" />;
  const { clockOffsetMs } = connection().hearing();
  const ages = sourceAges({
    freshness,
    lastImageAtMs: lastImageMs(exposures),
    dayObs,
    quietAfterS,
    nowMs,
    clockOffsetMs,
  });
  return (
    <ul aria-label="Age of every source" className="flex min-h-8 flex-wrap items-center gap-x-2" data-testid="sources">
      {ages.map(({ name, title, level, words }) => (
        <li key={name} data-source={name} data-level={level} className={`rounded px-2 py-1 ${looks[level].shape}`}>
          <span aria-hidden="true">{looks[level].sign}</span> <span className="sr-only">{looks[level].word}: </span>
          <span className="text-text">{title}</span> {words}
        </li>
      ))}
    </ul>
  );
}
