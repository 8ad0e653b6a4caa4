/** Observing days (YYYYMMDD integers) in addresses and calendars; no time zone ever touches them. */

/** @returns `2026-11-21`. */
export function formatDayObs(dayObs: number): string {
  const text = String(dayObs).padStart(8, "0");
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

/** @returns the observing day of `20261121` or `2026-11-21`; null for anything that is no date. */
export function parseDayObs(text: string): number | null {
  const found = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text);
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? year * 10_000 + month * 100 + day : null;
}

/** One cell of a month: a day of the month and its observing day. */
export interface CalendarDay {
  day: number;
  dayObs: number;
}

/** @returns the weeks of a month from Monday on; null where a cell belongs to another month. */
export function monthWeeks(year: number, month: number): (CalendarDay | null)[][] {
  const lead = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const cells: (CalendarDay | null)[] = Array.from({ length: lead }, () => null);
  for (let day = 1; day <= days; day += 1) cells.push({ day, dayObs: year * 10_000 + month * 100 + day });
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** @returns the months that hold nights, newest first. */
export function monthsOf(daysObs: readonly number[]): { year: number; month: number }[] {
  const months = [...new Set(daysObs.map((dayObs) => Math.floor(dayObs / 100)))].sort((a, b) => b - a);
  return months.map((key) => ({ year: Math.floor(key / 100), month: key % 100 }));
}
