/** Rubin observation ids (`MC_O_20260901_000123`): to a camera, a night, a sequence number and an exposure id. */
import type { Camera } from "#contracts/camera.ts";
import { exposureIdOf } from "#contracts/identity.ts";

export interface ObsId {
  camera: Camera;
  obsId: string;
  dayObs: number;
  seqNum: number;
  exposureId: number;
}

/** Order of the controllers in exposure ids, 1000 years each, after lsst/obs_lsst `translators/lsst.py`. */
const controllers = "OCHPQS";
const yearsShifted = 10_000_000;
/** Last dayObs for which a controller still shifts the exposure id. */
const shiftedUntil: Readonly<Record<string, number>> = {
  O: 0,
  C: 20231004,
  H: Number.POSITIVE_INFINITY,
  P: 20250417,
  Q: 20250417,
  S: 20250417,
};

/** @returns the parsed id, or why it is none. */
export function parseObsId(text: string, cameras: readonly Camera[]): ObsId | { problem: string } {
  const match = /^([A-Z]{2})_([A-Z])_(\d{8})_(\d{6})$/.exec(text);
  if (!match) return { problem: `"${text}" is not an observation id such as MC_O_20260901_000123` };
  const [, code = "", controller = "", day = "", sequence = ""] = match;
  const camera = cameras.find((candidate) => candidate.obsIdCode === code);
  if (!camera) return { problem: `no camera has the code "${code}" of "${text}"` };
  if (!controllers.includes(controller)) return { problem: `"${text}" has the unknown controller "${controller}"` };
  if (!isCalendarDate(day)) return { problem: `"${text}" has ${day}, which is not a calendar date` };
  const dayObs = Number(day);
  const seqNum = Number(sequence);
  if (seqNum < 1 || seqNum > 99_999) {
    return { problem: `"${text}" has the sequence number ${seqNum}, which is not in 1..99999` };
  }
  const shift = dayObs <= (shiftedUntil[controller] ?? 0) ? controllers.indexOf(controller) * yearsShifted : 0;
  return { camera, obsId: text, dayObs, seqNum, exposureId: exposureIdOf(dayObs + shift, seqNum) };
}

/** @returns dayObs and seqNum of an exposure id, or null when it is none. */
export function splitExposureId(exposureId: number): { dayObs: number; seqNum: number } | null {
  const shiftedDay = Math.floor(exposureId / 100_000);
  const seqNum = exposureId % 100_000;
  const day = shiftedDay >= 30_000_000 ? (shiftedDay % yearsShifted) + 20_000_000 : shiftedDay;
  return isCalendarDate(String(day)) && seqNum >= 1 ? { dayObs: day, seqNum } : null;
}

function isCalendarDate(digits: string): boolean {
  if (!/^\d{8}$/.test(digits)) return false;
  const iso = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(iso);
}
