/** The start of an exposure by other clocks than UTC, for who asks for the column. */
import { taiOfUtc } from "../leap-seconds.ts";
import { obsStartMs } from "./exposure-facts.ts";
import type { NightColumn } from "./night-column.ts";

/** Keys of the columns whose values are written `2026-11-21 04:13:10.120`, so that their order is that of time. */
export const clockKeys: ReadonlySet<string> = new Set(["time_tai", "time_local"]);

/** @param timeZone IANA name of the observatory's own; there is no column for one that is UTC. */
export function clockColumns(timeZone: string): NightColumn[] {
  const tai = clockColumn("time_tai", "Time", "TAI", "Start of the exposure in TAI.", (utcMs) =>
    new Date(taiOfUtc(utcMs)).toISOString().replace("T", " ").slice(0, 23),
  );
  if (timeZone === "UTC") return [tai];
  // Made when it is asked for first: the first of a page takes some 25 ms. Sweden writes dates as ISO 8601 does.
  let format: Intl.DateTimeFormat | null = null;
  const write = (utcMs: number): string => {
    format ??= new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    return format.format(utcMs);
  };
  const definition = `Start of the exposure by the observatory's own clock, ${timeZone}.`;
  return [tai, clockColumn("time_local", "Local time", timeZone, definition, write)];
}

function clockColumn(
  key: string,
  label: string,
  unit: string,
  definition: string,
  write: (utcMs: number) => string,
): NightColumn {
  return {
    ...{ key, label, unit, definition, aliases: [], type: "text", level: "exposure", digits: null },
    topic: "observation",
    value: (exposure) => {
      const startMs = obsStartMs(exposure);
      return startMs === null ? null : write(startMs);
    },
  };
}
