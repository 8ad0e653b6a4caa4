/** SAL's times are TAI; inside all are UTC milliseconds. Converted once, here. */
import { taiMinusUtcMs, utcOfTai } from "#contracts/leap-seconds.ts";

/** Leap seconds change the offset by one; a sender whose clocks disagree by more tells nothing. */
const credibleMs = 5000;

/** The stamps that every SAL message carries, unix seconds; 0 is not set. */
export interface SalStamps {
  /** TAI. */
  private_sndStamp?: number | undefined;
  /** The same instant in UTC. */
  private_efdStamp?: number | undefined;
}

/** @returns UTC milliseconds of a TAI time of a message; null when it is not set. The message itself tells the offset. */
export function utcMsFromTai(taiS: number, stamps: SalStamps): number | null {
  if (!(taiS > 0)) return null;
  const { private_sndStamp: tai = 0, private_efdStamp: utc = 0 } = stamps;
  const toldMs = Math.round(tai - utc) * 1000;
  const isTold = tai > 0 && utc > 0 && Math.abs(toldMs - taiMinusUtcMs(utc * 1000)) <= credibleMs;
  return isTold ? taiS * 1000 - toldMs : utcOfTai(taiS * 1000);
}

/** @returns when a message was sent, UTC milliseconds; null is unknown. */
export function sentAtMs(stamps: SalStamps): number | null {
  const { private_sndStamp: tai = 0, private_efdStamp: utc = 0 } = stamps;
  return utc > 0 ? utc * 1000 : utcMsFromTai(tai, stamps);
}
