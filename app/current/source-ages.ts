/** How old what each source of the page last said is: the server's stream, the store behind it, the camera. Pure. */
import { formatAge, spanInWords } from "#app/format/duration.ts";
import type { Freshness } from "#app/live/freshness.ts";
import { expectation } from "#app/night/last-image.tsx";

export interface SourceAge {
  name: "stream" | "store" | "image";
  title: string;
  level: "ok" | "stale" | "unknown";
  words: string;
}

export interface SourceFacts {
  freshness: Freshness;
  /** When the newest image was announced; null for none. On the server's clock, as `nowMs`. */
  lastImageAtMs: number | null;
  dayObs: number;
  quietAfterS: number;
  nowMs: number;
  /** Server clock minus page clock; the freshness tells instants on the page's. */
  clockOffsetMs: number;
}

export function sourceAges(facts: SourceFacts): readonly SourceAge[] {
  return [streamAge(facts), storeAge(facts), imageAge(facts)];
}

function silentFor({ freshness, nowMs, clockOffsetMs }: SourceFacts): string {
  return freshness.kind === "stale" ? formatAge(nowMs - clockOffsetMs - freshness.sinceMs) : "";
}

function streamAge(facts: SourceFacts): SourceAge {
  const of = { name: "stream", title: "Server" } as const;
  const { freshness } = facts;
  if (freshness.kind === "connecting") return { ...of, level: "unknown", words: "connecting" };
  if (freshness.kind === "stale" && freshness.reason !== "store-down") {
    return { ...of, level: "stale", words: `silent for ${silentFor(facts)}` };
  }
  const ageS = freshness.kind === "live" ? Math.round(freshness.ageMs / 1000) : 0;
  return { ...of, level: "ok", words: `heard ${ageS} s ago` };
}

function storeAge(facts: SourceFacts): SourceAge {
  const of = { name: "store", title: "Store" } as const;
  const { freshness } = facts;
  if (freshness.kind === "live") return { ...of, level: "ok", words: "answers" };
  if (freshness.kind === "stale" && freshness.reason === "store-down") {
    return { ...of, level: "stale", words: `away for ${silentFor(facts)}` };
  }
  return { ...of, level: "unknown", words: "not known without the server" };
}

function imageAge({ lastImageAtMs, dayObs, quietAfterS, nowMs, freshness }: SourceFacts): SourceAge {
  const of = { name: "image", title: "Last image" } as const;
  if (lastImageAtMs === null) return { ...of, level: "unknown", words: "none this night" };
  const age = formatAge(nowMs - lastImageAtMs);
  const state = expectation(dayObs, lastImageAtMs, quietAfterS, nowMs);
  // Without the stream newer images may have come, and nobody has told this page.
  if (freshness.kind !== "live") return { ...of, level: "unknown", words: `${age} ago, of those told` };
  if (state === "over") return { ...of, level: "unknown", words: `${age} ago, past night` };
  if (state === "quiet") {
    return { ...of, level: "stale", words: `${age} ago, quiet (limit ${spanInWords(quietAfterS * 1000)})` };
  }
  return { ...of, level: "ok", words: `${age} ago` };
}
