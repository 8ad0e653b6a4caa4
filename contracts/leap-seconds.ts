/** TAI − UTC: how many seconds atomic time is ahead, since 1972 (IERS Bulletin C; no leap second since 2017). */

/** First UTC day of each offset, and the offset in seconds. */
const steps: readonly (readonly [string, number])[] = [
  ["1972-01-01", 10],
  ["1972-07-01", 11],
  ["1973-01-01", 12],
  ["1974-01-01", 13],
  ["1975-01-01", 14],
  ["1976-01-01", 15],
  ["1977-01-01", 16],
  ["1978-01-01", 17],
  ["1979-01-01", 18],
  ["1980-01-01", 19],
  ["1981-07-01", 20],
  ["1982-07-01", 21],
  ["1983-07-01", 22],
  ["1985-07-01", 23],
  ["1988-01-01", 24],
  ["1990-01-01", 25],
  ["1991-01-01", 26],
  ["1992-07-01", 27],
  ["1993-07-01", 28],
  ["1994-07-01", 29],
  ["1996-01-01", 30],
  ["1997-07-01", 31],
  ["1999-01-01", 32],
  ["2006-01-01", 33],
  ["2009-01-01", 34],
  ["2012-07-01", 35],
  ["2015-07-01", 36],
  ["2017-01-01", 37],
];

const offsets = steps.map(([day, offsetS]) => ({
  fromUtcMs: Date.parse(`${day}T00:00:00Z`),
  offsetMs: offsetS * 1000,
}));
const earliestOffsetMs = 10_000;

/** @returns TAI − UTC in milliseconds at an instant in UTC milliseconds; before 1972 the first offset. */
export function taiMinusUtcMs(utcMs: number): number {
  return offsets.findLast(({ fromUtcMs }) => utcMs >= fromUtcMs)?.offsetMs ?? earliestOffsetMs;
}

/** @returns the TAI milliseconds of an instant given in UTC milliseconds (both counted as if days had 86 400 s). */
export function taiOfUtc(utcMs: number): number {
  return utcMs + taiMinusUtcMs(utcMs);
}

/** @returns the UTC milliseconds of an instant given in TAI milliseconds (both counted as if days had 86 400 s). */
export function utcOfTai(taiMs: number): number {
  const offset = offsets.findLast(({ fromUtcMs, offsetMs }) => taiMs - offsetMs >= fromUtcMs);
  return taiMs - (offset?.offsetMs ?? earliestOffsetMs);
}
