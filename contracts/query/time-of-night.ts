/** Times in queries: `04:30` is a time of the exposure's own night, which begins at 12:00 UTC. */

const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?$/;
const instant = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?$/;
const dayMs = 86_400_000;

/** @returns whether a text is `HH:MM`, `HH:MM:SS` or an ISO date or time in UTC. */
export function isTimeText(text: string): boolean {
  const parts = clock.exec(text);
  if (parts) return Number(parts[1]) < 24 && Number(parts[2]) < 60 && Number(parts[3] ?? 0) < 60;
  return instant.test(text) && !Number.isNaN(Date.parse(text));
}

/** @returns UTC milliseconds of a time of a night; NaN for a text that is no time. */
export function timeOfNight(text: string, dayObs: number): number {
  const parts = clock.exec(text);
  if (!parts) return Date.parse(/T.*[^Z]$/.test(text) ? `${text}Z` : text);
  const midnight = Date.UTC(Math.floor(dayObs / 10_000), (Math.floor(dayObs / 100) % 100) - 1, dayObs % 100);
  const hours = Number(parts[1]);
  const ms = (hours * 3600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0)) * 1000;
  return midnight + ms + (hours < 12 ? dayMs : 0);
}

/** @returns how much a time leaves open, milliseconds: `04:30` is all of its minute. */
export function timePrecisionMs(text: string): number {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dayMs;
  if (/(^|T)\d{1,2}:\d{2}Z?$/.test(text)) return 60_000;
  return text.includes(".") ? 1 : 1000;
}
