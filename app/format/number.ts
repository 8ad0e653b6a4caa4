/** Numbers as people read them: fixed digits, thin thousands, and a dash where there is none. */

/** What stands in place of a missing value. */
export const missing = "–";

/** @returns `value` with `digits` decimals and narrow spaces between thousands; a dash for null and NaN. */
export function formatNumber(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return missing;
  const fixed = Math.abs(value).toFixed(digits);
  const [whole = "0", fraction] = fixed.split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") : whole;
  const negative = value < 0 && Number(fixed) !== 0;
  return `${negative ? "−" : ""}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** @returns a difference with its sign, `±0` where it vanishes at these digits. */
export function formatDifference(value: number, digits: number): string {
  if (Number(Math.abs(value).toFixed(digits)) === 0) return "±0";
  return `${value > 0 ? "+" : ""}${formatNumber(value, digits)}`;
}

/** @returns bytes in the nearest decimal unit, three figures. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined || !Number.isFinite(bytes)) return missing;
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${units[unit] ?? "B"}`;
}

/** @returns "1 detector", "2 detectors". */
export function countOf(count: number, noun: string, plural: string = `${noun}s`): string {
  return `${formatNumber(count, 0)} ${count === 1 ? noun : plural}`;
}
