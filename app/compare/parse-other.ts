/** Which exposure a person means to compare with, by what was typed or stands in the address. */
import { dayObs as dayObsSchema, seqNum as seqNumSchema } from "#contracts/identity.ts";
import type { OtherExposure } from "./compare-address.ts";

/**
 * Reads what people type: `412` or `#412` of this night, `20261121.412`, `2026-11-21 #412`, or an exposure id.
 * @returns null for what names no exposure.
 */
export function parseOther(text: string, night: number): OtherExposure | null {
  const trimmed = text.trim();
  const id = /^(\d{8})(\d{5})$/.exec(trimmed);
  const named = /^(?:(\d{4})-?(\d{2})-?(\d{2})[\s.,/]+)?#?(\d{1,5})$/.exec(trimmed);
  if (id) return checked(Number(id[1]), Number(id[2]));
  if (!named) return null;
  const [, year, month, day, seq] = named;
  return checked(year === undefined ? night : Number(`${year}${month}${day}`), Number(seq));
}

function checked(dayObs: number, seqNum: number): OtherExposure | null {
  return dayObsSchema.safeParse(dayObs).success && seqNumSchema.safeParse(seqNum).success ? { dayObs, seqNum } : null;
}
