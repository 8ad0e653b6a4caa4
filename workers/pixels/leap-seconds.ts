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

const startsUtcMs = steps.map(([day]) => Date.parse(`${day}T00:00:00Z`));

/** @returns the UTC milliseconds of an instant given in TAI milliseconds (both counted as if days had 86 400 s). */
export function utcOfTai(taiMs: number): number {
  for (let at = steps.length - 1; at > 0; at -= 1) {
    const offsetMs = (steps[at]?.[1] ?? 0) * 1000;
    if (taiMs - offsetMs >= (startsUtcMs[at] ?? 0)) return taiMs - offsetMs;
  }
  return taiMs - (steps[0]?.[1] ?? 0) * 1000;
}
