/** An amplifier's pixels as they were decoded: whole numbers stay whole until they are put into the detector's image. */
import type { DecodedImage } from "../fits/decode-image.ts";
import { type PixelScaling, physicalFloats } from "../fits/physical-pixels.ts";
import type { StoredPixels } from "../fits/stored-pixels.ts";

export interface AmplifierPixels {
  readonly width: number;
  readonly height: number;
  /** The pixels, where they are 32-bit integers without scale, zero point and blank value; else null. */
  readonly whole: Int32Array | null;
  /** Physical values; made at the first call. */
  floats(): Float32Array;
}

export function amplifierPixels(
  size: { width: number; height: number },
  stored: StoredPixels,
  scaling: PixelScaling,
): AmplifierPixels {
  const plain = scaling.scale === 1 && scaling.zero === 0 && scaling.blank === null;
  let floats: Float32Array | null = null;
  return {
    ...size,
    whole: plain && stored instanceof Int32Array ? stored : null,
    floats() {
      floats ??= physicalFloats(stored, scaling);
      return floats;
    },
  };
}

/** @returns the pixels of an image that was decoded as a whole. */
export function decodedPixels({ width, height, data }: DecodedImage): AmplifierPixels {
  return { width, height, whole: null, floats: () => data };
}
