/** The header words of a simulated exposure and its identity, spelled as Rubin's raw files spell them. */
import type { Camera, CameraDetector } from "#contracts/camera.ts";
import type { PlannedExposure } from "./night-plan.ts";
import type { Card } from "./write-fits.ts";

/** TAI − UTC since 2017. */
const taiMinusUtcMs = 37_000;
/** Camera code in the observation ids of cameras without one of their own. */
const codeOfOthers = "XX";

/** @returns the text id of an exposure, for example `SC_O_20261121_000001`. */
export function obsIdOf(camera: Camera, dayObs: number, seqNum: number): string {
  return `${camera.obsIdCode ?? codeOfOthers}_O_${dayObs}_${String(seqNum).padStart(6, "0")}`;
}

export interface ExposureIdentity {
  camera: Camera;
  detector: CameraDetector;
  dayObs: number;
  obsId: string;
  /** Begin of the exposure, UTC. */
  startedAtMs: number;
}

/** @returns the cards of the primary HDU. Times are TAI. */
export function exposureCards(identity: ExposureIdentity, exposure: PlannedExposure): Card[] {
  const { camera, detector, dayObs, obsId, startedAtMs } = identity;
  const raft = /^(R..)_(S..)$/.exec(detector.fileName ?? detector.name);
  const onSky = exposure.imageType === "OBJECT";
  const begin = taiText(startedAtMs);
  return [
    { keyword: "TELESCOP", value: "Simulated", comment: "not a real exposure" },
    { keyword: "INSTRUME", value: camera.name },
    { keyword: "OBSID", value: obsId },
    { keyword: "CAMCODE", value: camera.obsIdCode ?? codeOfOthers },
    { keyword: "CONTRLLR", value: "O" },
    { keyword: "DAYOBS", value: String(dayObs), comment: "day that rolls at 12:00 UTC" },
    { keyword: "SEQNUM", value: exposure.seqNum },
    { keyword: "RAFTBAY", value: raft?.[1] ?? null },
    { keyword: "CCDSLOT", value: raft?.[2] ?? null },
    { keyword: "DETECTOR", value: detector.name },
    { keyword: "TIMESYS", value: "TAI" },
    { keyword: "DATE", value: taiText(startedAtMs + exposure.exposureTimeS * 1000), comment: "end of readout" },
    { keyword: "DATE-OBS", value: begin },
    { keyword: "DATE-BEG", value: begin },
    { keyword: "DATE-END", value: taiText(startedAtMs + exposure.exposureTimeS * 1000) },
    { keyword: "EXPTIME", value: exposure.exposureTimeS, comment: "[s]" },
    { keyword: "IMGTYPE", value: exposure.imageType },
    { keyword: "TESTTYPE", value: exposure.imageType },
    { keyword: "FILTER", value: exposure.band ? `${exposure.band}_sim` : null },
    { keyword: "FILTBAND", value: exposure.band },
    { keyword: "OBJECT", value: exposure.target },
    { keyword: "PROGRAM", value: "SIM-SURVEY" },
    { keyword: "REASON", value: onSky ? "survey" : "calibration" },
    { keyword: "RA", value: onSky ? rounded(exposure.raDeg, 6) : null, comment: "[deg]" },
    { keyword: "DEC", value: onSky ? rounded(exposure.decDeg, 6) : null, comment: "[deg]" },
    { keyword: "ELSTART", value: rounded(exposure.altitudeDeg, 4), comment: "[deg]" },
    { keyword: "AZSTART", value: rounded(exposure.azimuthDeg, 4), comment: "[deg]" },
    { keyword: "AMSTART", value: onSky ? rounded(exposure.airmass, 4) : null },
    { keyword: "AIRMASS", value: onSky ? rounded(exposure.airmass, 4) : null },
    { keyword: "PIXSCALE", value: camera.pixelScaleArcsec, comment: "[arcsec/px]" },
  ];
}

function taiText(utcMs: number): string {
  return new Date(utcMs + taiMinusUtcMs).toISOString().slice(0, -1);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
