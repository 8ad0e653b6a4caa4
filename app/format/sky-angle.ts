/** Positions on the sky in the sexagesimal form that observers read. */
import { missing } from "./number.ts";

function sexagesimal(value: number, digits: number, wrapAt: number | null): string {
  const scale = 10 ** digits;
  let ticks = Math.round(value * 3600 * scale);
  if (wrapAt !== null) ticks %= wrapAt * 3600 * scale;
  const whole = Math.floor(ticks / (3600 * scale));
  const minutes = Math.floor(ticks / (60 * scale)) % 60;
  const seconds = (ticks % (60 * scale)) / scale;
  const width = digits > 0 ? digits + 3 : 2;
  return [
    String(whole).padStart(2, "0"),
    String(minutes).padStart(2, "0"),
    seconds.toFixed(digits).padStart(width, "0"),
  ].join(":");
}

/** @returns right ascension as hours `05:35:17.3`. */
export function formatRa(raDeg: number | null): string {
  if (raDeg === null || !Number.isFinite(raDeg)) return missing;
  return sexagesimal((((raDeg % 360) + 360) % 360) / 15, 1, 24);
}

/** @returns declination as degrees `−05:23:28`. */
export function formatDec(decDeg: number | null): string {
  if (decDeg === null || !Number.isFinite(decDeg)) return missing;
  return `${decDeg < 0 ? "−" : "+"}${sexagesimal(Math.abs(decDeg), 0, null)}`;
}
