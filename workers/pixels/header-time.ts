/** Times as observatories write them into headers. */
import { utcOfTai } from "#contracts/leap-seconds.ts";

/** What a header value says of a time: an instant, only a day, or only a time of day. */
export type HeaderTime =
  /** `zoned` means that the text itself names its offset from UTC; `ms` is then UTC, else in the header's scale. */
  { kind: "instant"; ms: number; zoned: boolean } | { kind: "day"; ms: number } | { kind: "clock"; ms: number };

const dayMs = 86_400_000;
const isoForm =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d*)?))?\s*(Z|UTC?|[+-]\d{2}:?\d{2})?)?$/;
const oldForm = /^(\d{1,2})\/(\d{1,2})\/(\d{2,4})$/;
const clockForm = /^(\d{1,2}):(\d{2}):(\d{2}(?:\.\d*)?)$/;

/**
 * Reads ISO 8601 with or without zone, a day alone, `DD/MM/YY` (years of three digits count from 1900), a time of day,
 * or a modified Julian date.
 * @returns null for anything else.
 */
export function parseHeaderTime(value: string | number | boolean | null): HeaderTime | null {
  if (typeof value === "number") return ofMjd(value);
  if (typeof value !== "string") return null;
  const text = value.trim();
  const iso = isoForm.exec(text);
  if (iso) return ofIso(iso);
  const old = oldForm.exec(text);
  if (old) {
    const [, day = "", month = "", year = ""] = old;
    const written = Number(year);
    // 102 is what the year 2002 became in programs of before 2000.
    const ms = dayMsOf(year.length === 4 ? written : written + 1900, Number(month), Number(day));
    return ms === null ? null : { kind: "day", ms };
  }
  const clock = clockForm.exec(text);
  if (clock) {
    const ms = clockMs(clock[1], clock[2], clock[3]);
    return ms === null ? null : { kind: "clock", ms };
  }
  return /^\d{5}(\.\d+)?$/.test(text) ? ofMjd(Number(text)) : null;
}

/**
 * @param scale TIMESYS of the header, or the camera's time scale.
 * @returns UTC milliseconds of an instant written in `scale`; unknown scales count as UTC.
 */
export function toUtcMs(ms: number, scale: string): number {
  switch (scale.toUpperCase().split(/[^A-Z0-9]/)[0]) {
    case "TAI":
    case "IAT":
      return utcOfTai(ms);
    case "TT":
    case "TDT":
    case "TDB":
    case "ET":
      return utcOfTai(ms - 32_184);
    case "GPS":
      return utcOfTai(ms + 19_000);
    default:
      return ms;
  }
}

function ofIso(match: RegExpExecArray): HeaderTime | null {
  const [, year, month, day, hour, minute, second, zone] = match;
  const start = dayMsOf(Number(year), Number(month), Number(day));
  if (start === null) return null;
  if (hour === undefined) return { kind: "day", ms: start };
  const clock = clockMs(hour, minute, second ?? "0");
  if (clock === null) return null;
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? "");
  const offsetMs = offset ? (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) * 60_000 : 0;
  return { kind: "instant", ms: start + clock - offsetMs, zoned: zone !== undefined };
}

function ofMjd(days: number): HeaderTime | null {
  // 1900 to 2130; other numbers are something else.
  if (!(days > 15_020 && days < 99_000)) return null;
  return { kind: "instant", ms: Math.round((days - 40_587) * dayMs), zoned: false };
}

function dayMsOf(year: number, month: number, day: number): number | null {
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 1800 ? ms : null;
}

function clockMs(hour = "", minute = "", second = ""): number | null {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  // 23:59:60 is a leap second; 24:00 is the end of the day.
  if (h > 24 || m > 59 || s >= 61) return null;
  return Math.round(((h * 60 + m) * 60 + s) * 1000);
}
