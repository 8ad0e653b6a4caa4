/** One exposure of one simulated detector: the charge in its pixels, and the truth about it. */
import { drawStar, shapeOfStars } from "./draw-star.ts";
import type { PlannedExposure } from "./night-plan.ts";
import { randomFor } from "./random.ts";
import {
  amplifiersOf,
  detectorHeight,
  detectorWidth,
  fullWellAdu,
  hotPixelsOf,
  referenceScaleArcsec,
  type SimAmplifier,
} from "./sim-detector.ts";
import { starField } from "./star-field.ts";
import type { DetectorTruth } from "./truth.ts";

export interface DetectorScene {
  seed: number;
  exposure: PlannedExposure;
  detector: { id: number; name: string };
  pixelScaleArcsec: number;
}

export interface ExposedDetector {
  amplifiers: SimAmplifier[];
  /** Charge with photon noise, before readout, electrons; `detectorWidth` × `detectorHeight`, row by row from the bottom. */
  electrons: Float64Array;
  truth: DetectorTruth;
}

/** Share by which the sky differs between the centre and an edge of the detector. */
const skyGradient = 0.01;
/** Stars below this many times the noise of their own footprint are not listed in the truth. */
const listedSnr = 3;
/** Stars so far outside of the detector can be brought in by a dither, pixels. */
const ditherMargin = 24;

/** @returns the charge in each pixel after the exposure. The same scene gives the same numbers. */
export function exposeDetector(scene: DetectorScene): ExposedDetector {
  const { seed, exposure, detector, pixelScaleArcsec } = scene;
  const onSky = exposure.imageType === "OBJECT";
  const amplifiers = amplifiersOf(seed, detector.id);
  const sky = exposure.skyElectrons * (onSky ? (pixelScaleArcsec / referenceScaleArcsec) ** 2 : 1);
  const readNoise = mean(amplifiers.map((amplifier) => amplifier.readNoiseElectrons));
  const gain = 1 / mean(amplifiers.map((amplifier) => 1 / amplifier.gainElectronsPerAdu));
  const noise = Math.sqrt(sky + readNoise ** 2);
  const electrons = skyImage(seed, detector.id, sky);
  const stars = onSky ? drawField(electrons, scene, noise) : [];
  collect(electrons, scene);
  for (const amplifier of amplifiers) bleed(electrons, amplifier);
  return {
    amplifiers,
    electrons,
    truth: {
      detector: detector.name,
      fwhmPx: onSky ? fixed(exposure.seeingArcsec / pixelScaleArcsec, 4) : null,
      fwhmArcsec: onSky ? fixed(exposure.seeingArcsec, 4) : null,
      e1: onSky ? fixed(exposure.e1, 4) : null,
      e2: onSky ? fixed(exposure.e2, 4) : null,
      backgroundElectrons: fixed(sky, 2),
      noiseElectrons: fixed(noise, 3),
      backgroundAdu: fixed(sky / gain, 2),
      noiseAdu: fixed(noise / gain, 3),
      gainElectronsPerAdu: fixed(gain, 4),
      stars: stars.map(({ x, y, flux }) => [fixed(x, 3), fixed(y, 3), fixed(flux / gain, 1)]),
    },
  };
}

/** Adds the expected light of the field's stars. @returns those on the detector that are bright enough to list. */
function drawField(image: Float64Array, { seed, exposure, detector, pixelScaleArcsec }: DetectorScene, noise: number) {
  const fwhmPx = exposure.seeingArcsec / pixelScaleArcsec;
  const shape = shapeOfStars(fwhmPx, exposure.e1, exposure.e2);
  // Noise within the area 4 pi sigma² of an optimal aperture of a Gaussian star.
  const footprintNoise = noise * Math.sqrt(4 * Math.PI) * (fwhmPx / 2.3548);
  const size = { width: detectorWidth, height: detectorHeight, margin: ditherMargin };
  const listed: { x: number; y: number; flux: number }[] = [];
  for (const star of starField(seed, exposure.field, detector.id, size, pixelScaleArcsec)) {
    const x = star.x + exposure.ditherX;
    const y = star.y + exposure.ditherY;
    const flux = star.fluxElectrons * exposure.transparency;
    drawStar(image, detectorWidth, { x, y, flux }, shape, 0.02 * noise);
    const inside = Math.min(x, y) > -0.5 && x < detectorWidth - 0.5 && y < detectorHeight - 0.5;
    if (inside && flux > listedSnr * footprintNoise) listed.push({ x, y, flux });
  }
  return listed;
}

/** Turns expected light into collected charge: photon noise, then what hot pixels add. */
function collect(electrons: Float64Array, { seed, exposure, detector }: DetectorScene): void {
  const random = randomFor(seed, "photons", exposure.seqNum, detector.id);
  for (let at = 0; at < electrons.length; at += 1) electrons[at] = random.poisson(electrons[at] as number);
  for (const hot of hotPixelsOf(seed, detector.id)) {
    const at = hot.y * detectorWidth + hot.x;
    electrons[at] = (electrons[at] as number) + random.poisson(hot.electronsPerS * exposure.exposureTimeS);
  }
}

function skyImage(seed: number, detectorId: number, sky: number): Float64Array {
  const angle = 2 * Math.PI * randomFor(seed, "gradient", detectorId).uniform();
  const stepX = (skyGradient * Math.cos(angle)) / (detectorWidth / 2);
  const stepY = (skyGradient * Math.sin(angle)) / (detectorHeight / 2);
  const image = new Float64Array(detectorWidth * detectorHeight);
  for (let y = 0, at = 0; y < detectorHeight; y += 1) {
    const row = 1 + stepY * (y - (detectorHeight - 1) / 2);
    for (let x = 0; x < detectorWidth; x += 1, at += 1) image[at] = sky * (row + stepX * (x - (detectorWidth - 1) / 2));
  }
  return image;
}

/** Charge above the full well spills to the neighbours in its column, within its amplifier, until it finds room. */
function bleed(electrons: Float64Array, amplifier: SimAmplifier): void {
  const full = fullWellAdu * amplifier.gainElectronsPerAdu;
  for (let x = amplifier.x; x < amplifier.x + amplifier.width; x += 1) {
    for (const up of [true, false]) {
      let spilt = 0;
      for (let step = 0; step < amplifier.height; step += 1) {
        const y = amplifier.y + (up ? step : amplifier.height - 1 - step);
        const at = y * detectorWidth + x;
        const charge = (electrons[at] as number) + spilt;
        // On the way up half of the excess is carried along and half is left for the way down.
        const excess = Math.max(0, charge - full);
        spilt = up ? excess / 2 : excess;
        electrons[at] = charge - spilt;
      }
    }
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function fixed(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
