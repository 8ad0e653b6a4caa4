/** Angles as observatories write them into headers: degrees, or sexagesimal text. */

const sexagesimal = /^([+-]?)\s*(\d{1,3})[:\s]+(\d{1,2})(?:[:\s]+(\d{1,2}(?:\.\d*)?))?$/;

/** @returns a right ascension in degrees from 0 to 360: a number is degrees, `hh:mm:ss` is hours. */
export function parseRaDeg(value: string | number | boolean | null): number | null {
  const angle = parse(value, 15);
  if (angle === null || angle < -360 || angle > 360) return null;
  return angle < 0 ? angle + 360 : angle;
}

/** @returns a declination, altitude or other angle in degrees: a number or `±dd:mm:ss`. */
export function parseDegrees(value: string | number | boolean | null): number | null {
  return parse(value, 1);
}

function parse(value: string | number | boolean | null, degreesPerUnit: number): number | null {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return null;
  const plain = Number(value);
  if (Number.isFinite(plain)) return plain;
  const match = sexagesimal.exec(value.trim());
  if (!match) return null;
  const [, sign, whole, minutes, seconds = "0"] = match;
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return null;
  const size = Number(whole) + Number(minutes) / 60 + Number(seconds) / 3600;
  return (sign === "-" ? -size : size) * degreesPerUnit;
}
