/** Turns the charge of an amplifier into the numbers of a raw file: gain, bias, read noise, overscan, flips. */
import type { Random } from "./random.ts";
import { converterMaxAdu, detectorWidth, overscanPx, type SimAmplifier } from "./sim-detector.ts";

/**
 * @param electrons the detector's charge, row by row.
 * @returns raw ADU in the order of readout, rows of `amplifier.width + overscanPx`.
 */
export function readOut(electrons: Float64Array, amplifier: SimAmplifier, random: Random): Int32Array {
  const { x, y, width, height, flipX, flipY, gainElectronsPerAdu: gain } = amplifier;
  const raw = new Int32Array((width + overscanPx) * height);
  const readNoiseAdu = amplifier.readNoiseElectrons / gain;
  for (let row = 0, at = 0; row < height; row += 1) {
    const bias = amplifier.biasAdu + (amplifier.biasSlopeAdu * row) / height;
    const start = (flipY ? y + height - 1 - row : y + row) * detectorWidth + (flipX ? x + width - 1 : x);
    const step = flipX ? -1 : 1;
    for (let column = 0; column < width + overscanPx; column += 1, at += 1) {
      const charge = column < width ? (electrons[start + step * column] as number) : 0;
      const adu = Math.round(bias + charge / gain + readNoiseAdu * random.normal());
      raw[at] = Math.min(converterMaxAdu, Math.max(0, adu));
    }
  }
  return raw;
}

/** @returns DATASEC, BIASSEC and DETSEC of an amplifier, 1-based and inclusive; DETSEC runs backwards where it is flipped. */
export function sectionsOf(amplifier: SimAmplifier): { DATASEC: string; BIASSEC: string; DETSEC: string } {
  const { x, y, width, height, flipX, flipY } = amplifier;
  const columns = flipX ? `${x + width}:${x + 1}` : `${x + 1}:${x + width}`;
  const rows = flipY ? `${y + height}:${y + 1}` : `${y + 1}:${y + height}`;
  return {
    DATASEC: `[1:${width},1:${height}]`,
    BIASSEC: `[${width + 1}:${width + overscanPx},1:${height}]`,
    DETSEC: `[${columns},${rows}]`,
  };
}
