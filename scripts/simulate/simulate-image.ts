/** Makes the raw file of one detector in one exposure, and the truth about it. Pure: same input, same bytes. */
import type { Camera, CameraDetector } from "#contracts/camera.ts";
import { exposeDetector } from "./expose-detector.ts";
import { exposureCards, obsIdOf } from "./exposure-cards.ts";
import type { PlannedExposure } from "./night-plan.ts";
import { randomFor } from "./random.ts";
import { readOut, sectionsOf } from "./read-out.ts";
import {
  detectorHeight,
  detectorWidth,
  overscanPx,
  referenceScaleArcsec,
  type SimAmplifier,
  saturationAdu,
} from "./sim-detector.ts";
import type { DetectorTruth } from "./truth.ts";
import { joined, primaryWithoutData, riceImage } from "./write-fits.ts";

export interface ImageRequest {
  seed: number;
  camera: Camera;
  detector: CameraDetector;
  dayObs: number;
  /** Begin of the exposure, UTC. */
  startedAtMs: number;
  exposure: PlannedExposure;
}

/** @returns the bytes of a FITS file: a primary HDU without data, then one Rice-compressed HDU an amplifier. */
export function simulateImage(request: ImageRequest): { bytes: Uint8Array; truth: DetectorTruth } {
  const { seed, camera, detector, dayObs, startedAtMs, exposure } = request;
  const pixelScaleArcsec = pixelScaleOf(camera);
  const { electrons, amplifiers, truth } = exposeDetector({ seed, exposure, detector, pixelScaleArcsec });
  const obsId = obsIdOf(camera, dayObs, exposure.seqNum);
  const identity = { camera, detector, dayObs, obsId, startedAtMs };
  const noise = randomFor(seed, "readout", exposure.seqNum, detector.id);
  const hdus = amplifiers.map((amplifier, index) =>
    riceImage(readOut(electrons, amplifier, noise), amplifier.width + overscanPx, amplifierCards(amplifier, index + 1)),
  );
  return { bytes: joined([primaryWithoutData(exposureCards(identity, exposure)), ...hdus]), truth };
}

/** @returns the pixel scale that a camera is simulated with, arcsec. */
export function pixelScaleOf(camera: Camera): number {
  return camera.pixelScaleArcsec ?? referenceScaleArcsec;
}

function amplifierCards(amplifier: SimAmplifier, channel: number) {
  const { DATASEC, BIASSEC, DETSEC } = sectionsOf(amplifier);
  return [
    { keyword: "EXTNAME", value: amplifier.name },
    { keyword: "CHANNEL", value: channel },
    { keyword: "DATASEC", value: DATASEC, comment: "pixels that saw light" },
    { keyword: "BIASSEC", value: BIASSEC, comment: "serial overscan" },
    { keyword: "DETSEC", value: DETSEC, comment: "place in the detector" },
    { keyword: "DETSIZE", value: `[1:${detectorWidth},1:${detectorHeight}]` },
    { keyword: "CCDSUM", value: "1 1" },
    { keyword: "BUNIT", value: "adu" },
    { keyword: "GAIN", value: amplifier.gainElectronsPerAdu, comment: "[electron/adu]" },
    { keyword: "RDNOISE", value: amplifier.readNoiseElectrons, comment: "[electron]" },
    { keyword: "SATURATE", value: saturationAdu, comment: "[adu]" },
  ];
}
