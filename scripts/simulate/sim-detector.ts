/** The simulated detector: its amplifiers, how they read out, and its defects. */
import { randomFor } from "./random.ts";

export const detectorWidth = 512;
export const detectorHeight = 512;
/** Scale that the sky and the stars are made for; that of a camera without one. Arcsec per pixel. */
export const referenceScaleArcsec = 0.3;
/** Serial overscan behind the pixels of each amplifier row. */
export const overscanPx = 32;
/** Header level above which a pixel counts as saturated, ADU in the raw file. */
export const saturationAdu = 58_000;
/** Charge above this runs along the column, ADU above bias. */
export const fullWellAdu = 62_000;
/** The largest number of the converter. */
export const converterMaxAdu = 65_535;

export interface SimAmplifier {
  name: string;
  /** Lower left corner in the assembled detector and size, 0-based pixels. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** Read out from the right, from the top: raw pixels run against the detector's. */
  flipX: boolean;
  flipY: boolean;
  gainElectronsPerAdu: number;
  readNoiseElectrons: number;
  biasAdu: number;
  /** The bias rises by so much from the first to the last row read. */
  biasSlopeAdu: number;
}

export interface HotPixel {
  x: number;
  y: number;
  /** Dark charge a second. */
  electronsPerS: number;
}

/**
 * The amplifiers of a detector: 4 (2 × 2) for an even detector id, 8 (4 × 2) for an odd one.
 * The right half is read from the right, the top half from the top.
 */
export function amplifiersOf(seed: number, detectorId: number): SimAmplifier[] {
  const random = randomFor(seed, "amplifiers", detectorId);
  const columns = detectorId % 2 === 0 ? 2 : 4;
  const width = detectorWidth / columns;
  const height = detectorHeight / 2;
  const amplifiers: SimAmplifier[] = [];
  for (const row of [1, 0]) {
    for (let column = 0; column < columns; column += 1) {
      amplifiers.push({
        name: `Segment${row}${column}`,
        x: column * width,
        y: row * height,
        width,
        height,
        flipX: column >= columns / 2,
        flipY: row === 1,
        gainElectronsPerAdu: round(1.6 + 0.01 * random.normal(), 4),
        readNoiseElectrons: round(7 + 0.6 * random.normal(), 3),
        biasAdu: round(1000 + 60 * random.normal(), 1),
        biasSlopeAdu: round(4 * random.normal(), 2),
      });
    }
  }
  return amplifiers;
}

/** @returns the hot pixels of a detector, the same in every exposure. */
export function hotPixelsOf(seed: number, detectorId: number): HotPixel[] {
  const random = randomFor(seed, "hot pixels", detectorId);
  return Array.from({ length: 6 + Math.floor(6 * random.uniform()) }, () => ({
    x: Math.floor(detectorWidth * random.uniform()),
    y: Math.floor(detectorHeight * random.uniform()),
    electronsPerS: 20 * 10 ** (1.7 * random.uniform()),
  }));
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
