/** Instants as clocks in UTC and in the observatory's own zone. */
import { taiOfUtc } from "#contracts/leap-seconds.ts";
import { missing } from "./number.ts";

/** @returns `04:12:33` in UTC. */
export function utcClock(utcMs: number | null | undefined): string {
  if (utcMs === null || utcMs === undefined || !Number.isFinite(utcMs)) return missing;
  return new Date(utcMs).toISOString().slice(11, 19);
}

/** @returns `2026-11-21 04:12:33.120 UTC`. */
export function utcInstant(utcMs: number | null | undefined): string {
  if (utcMs === null || utcMs === undefined || !Number.isFinite(utcMs)) return missing;
  return `${new Date(utcMs).toISOString().replace("T", " ").slice(0, 23)} UTC`;
}

/** @returns `04:13:10` in TAI. */
export function taiClock(utcMs: number): string {
  return utcClock(taiOfUtc(utcMs));
}

/** By zone: making a format takes a thousand times as long as using it, and clocks tick every second. */
const zoneFormats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  const known = zoneFormats.get(timeZone);
  if (known !== undefined) return known;
  const clock = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  const made = new Intl.DateTimeFormat("en-GB", { timeZone, ...clock });
  zoneFormats.set(timeZone, made);
  return made;
}

/** @returns `01:12:33` in an IANA zone; a dash for a zone that the browser does not know. */
export function zoneClock(utcMs: number, timeZone: string): string {
  try {
    return zoneFormat(timeZone).format(utcMs);
  } catch {
    return missing;
  }
}

/** @returns UTC milliseconds of an ISO 8601 text that is in UTC with or without a `Z`; null when it is no time. */
export function utcMsOf(iso: string | null | undefined): number | null {
  if (!iso) return null;
  const ms = Date.parse(/[zZ]$|[+-]\d\d:?\d\d$/.test(iso) ? iso : `${iso}Z`);
  return Number.isNaN(ms) ? null : ms;
}
