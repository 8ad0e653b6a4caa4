/** When the images of one LSSTCam exposure are told of: as seen at the summit, wavefront first and guiders last. Pure. */
import type { CameraDetector } from "#contracts/camera.ts";

/** Detectors whose events are published together. */
export interface Burst {
  /** Seconds after the shutter closed. */
  atS: number;
  detectors: readonly string[];
}

/** Events of a burst, at most: ingest tells of what it has taken in since it last did. */
const largestBurst = 40;
const wavefrontS = { from: 5.9, to: 7.3 };
const imagingS = { from: 11.6, to: 13.6 };
const guiderS = { from: 14, to: 90 };

/**
 * @param random numbers from 0 to 1
 * @returns the bursts in order of time; each detector is in one.
 */
export function planBursts(detectors: readonly CameraDetector[], random: () => number): Burst[] {
  const named = (purpose: CameraDetector["purpose"]) =>
    detectors.filter((detector) => detector.purpose === purpose).map(({ name }) => name);
  const known = new Set([...named("wavefront"), ...named("guider")]);
  const imaging = detectors.map(({ name }) => name).filter((name) => !known.has(name));
  const within = ({ from, to }: { from: number; to: number }) => from + (to - from) * random();
  const bursts = [{ atS: within(wavefrontS), detectors: shuffled(named("wavefront"), random) }];
  const rest = shuffled(imaging, random);
  while (rest.length > 0) {
    bursts.push({ atS: within(imagingS), detectors: rest.splice(0, 1 + Math.floor(random() * largestBurst)) });
  }
  bursts.push({ atS: within(guiderS), detectors: shuffled(named("guider"), random) });
  return bursts.sort((left, right) => left.atS - right.atS);
}

function shuffled(names: readonly string[], random: () => number): string[] {
  return names
    .map((name) => ({ name, at: random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ name }) => name);
}
