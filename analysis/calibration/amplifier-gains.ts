/** The gain of each amplifier of a detector from a pair of flats of the same light. */
import type { DetectorImage, Readout } from "../detector/detector-image.ts";
import { type FlatPixels, type Gain, gainFromFlats } from "./gain-from-flats.ts";

export interface AmplifierGain {
  /** The amplifier's name. */
  readonly amp: string;
  /** null where no patch of the flats could be used. */
  readonly found: Gain | null;
  /** Noise of the overscan that was taken off the scatter, counts; 0 without one. */
  readonly readNoiseAdu: number;
  /** e⁻/count by the header, else by the camera's data; null where neither says it. */
  readonly expected: number | null;
}

/** Brighter than this part of saturation the response bends. */
const brightestPart = 0.8;
const patchPx = 64;

/**
 * Each amplifier alone, in patches of 64 × 64 px below 0.8 of its saturation.
 * @throws RangeError when the flats are not of one detector: amplifiers or sizes differ.
 */
export function amplifierGains(first: DetectorImage, second: DetectorImage): AmplifierGain[] {
  const [readouts, others] = [first.readouts ?? [], second.readouts ?? []];
  if (readouts.length !== others.length || first.width !== second.width || first.height !== second.height) {
    const sizeOf = ({ width, height }: DetectorImage) => `${width} × ${height} pixels`;
    throw new RangeError(
      `The flats are not of one detector: ${readouts.length} and ${others.length} amplifiers, ${sizeOf(first)} and ${sizeOf(second)}.`,
    );
  }
  return readouts.map((readout) => {
    const readNoiseAdu = first.amps?.find(({ name }) => name === readout.name)?.overscanStd ?? 0;
    const maxLevelAdu = readout.saturationLevel === null ? null : brightestPart * readout.saturationLevel;
    const options = { readNoiseAdu, maxLevelAdu, patchPx };
    return {
      amp: readout.name,
      found: gainFromFlats(pixelsOf(first, readout), pixelsOf(second, readout), options),
      readNoiseAdu,
      expected: readout.headerGain ?? readout.cameraGain,
    };
  });
}

function pixelsOf({ data, width: stride }: DetectorImage, { left, bottom, width, height }: Readout): FlatPixels {
  const own = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const from = (bottom + y) * stride + left;
    own.set(data.subarray(from, from + width), y * width);
  }
  return { width, height, data: own };
}
