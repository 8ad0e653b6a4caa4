/** Takes a detector's signature off: master bias, dark and flat, gain, and pixels that are known to be bad. */
import { borrowPixels, returnPixels } from "../kernels/pixel-pool.ts";
import { medianOfPixels } from "../stats/median-of-pixels.ts";
import { multiplyBoxes, type ScaledBox } from "./multiply-boxes.ts";

/** A master calibration in counts as read, in the orientation and of the size that raws have once they are assembled. */
export interface Master {
  /** What it is and where it came from, for messages. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Dark charge, bias taken off, of an exposure of known length. */
export interface MasterDark extends Master {
  /** null is unknown: the dark cannot be scaled. */
  readonly exposureTimeS: number | null;
}

/** 1 (or anything but 0) is a bad pixel. */
export interface BadPixelMask extends Omit<Master, "data"> {
  readonly data: Uint8Array;
}

export interface Masters {
  readonly bias?: Master;
  readonly dark?: MasterDark;
  readonly flat?: Master;
  readonly badPixels?: BadPixelMask;
}

/** What was applied, in order. */
export interface AppliedMaster {
  readonly step: "bias" | "dark" | "flat" | "badPixels";
  readonly id: string;
  /** The factor on the dark, the median that the flat was divided by, 1 otherwise. */
  readonly scale: number;
}

/** A master that was given and could not be applied. */
export interface LeftOutMaster {
  readonly step: AppliedMaster["step"];
  readonly id: string;
  readonly why: string;
}

export interface Calibrated {
  /** New pixels; NaN where a pixel is bad or the flat is too dark to divide by. */
  readonly data: Float32Array;
  readonly applied: readonly AppliedMaster[];
  /** Pixels that had a value and have none any more. */
  readonly maskedPixels: number;
  readonly leftOut: readonly LeftOutMaster[];
}

/** What an image is calibrated with besides its masters. */
export interface CalibrationFacts {
  /** Of the image; null is unknown, and the dark is left out. */
  readonly exposureTimeS: number | null;
  /** Gains by place, e⁻/count; null leaves the image in counts. */
  readonly gains: readonly ScaledBox[] | null;
}

/** Where the flat is below this part of its median the pixel sees next to nothing. */
const minFlat = 0.1;

/**
 * gain · (image − bias − dark · t / t_dark) / (gain · flat / median(gain · flat)), each step where its master or the
 * gains are given. A flat in counts holds the differences of the amplifiers' gains, so it gets the gains that the image
 * gets.
 * @throws RangeError when a master's size is not the image's.
 */
export function applyMasters(
  image: { readonly width: number; readonly height: number; readonly data: Float32Array },
  masters: Masters,
  { exposureTimeS, gains }: CalibrationFacts,
): Calibrated {
  const { bias, dark, flat, badPixels } = masters;
  for (const master of [bias, dark, flat, badPixels]) if (master) assertFits(image, master);
  const data = borrowPixels(image.data.length);
  data.set(image.data);
  const applied: AppliedMaster[] = [];
  const leftOut: LeftOutMaster[] = [];
  if (bias) {
    subtract(data, bias.data, 1);
    applied.push({ step: "bias", id: bias.id, scale: 1 });
  }
  if (dark) {
    const scale = darkScale(exposureTimeS, dark.exposureTimeS);
    if (scale !== null) {
      subtract(data, dark.data, scale);
      applied.push({ step: "dark", id: dark.id, scale });
    } else leftOut.push({ step: "dark", id: dark.id, why: "an exposure time is unknown or 0" });
  }
  if (gains) multiplyBoxes(data, image.width, gains);
  if (flat) {
    const median = divideByFlat(data, flat, gains);
    if (median !== null) applied.push({ step: "flat", id: flat.id, scale: median });
    else leftOut.push({ step: "flat", id: flat.id, why: "its median is not above 0" });
  }
  if (badPixels) {
    for (let at = 0; at < data.length; at += 1) if (badPixels.data[at] !== 0) data[at] = Number.NaN;
    applied.push({ step: "badPixels", id: badPixels.id, scale: 1 });
  }
  return { data, applied, maskedPixels: countLost(image.data, data), leftOut };
}

function darkScale(exposureTimeS: number | null, darkTimeS: number | null): number | null {
  const scale = exposureTimeS === null || darkTimeS === null ? Number.NaN : exposureTimeS / darkTimeS;
  return Number.isFinite(scale) ? scale : null;
}

/** @returns the median that the flat was normalised with, or null when the image was left as it is. */
function divideByFlat(data: Float32Array, flat: Master, gains: readonly ScaledBox[] | null): number | null {
  let response = flat.data;
  if (gains) {
    response = borrowPixels(flat.data.length);
    response.set(flat.data);
    multiplyBoxes(response, flat.width, gains);
  }
  const median = medianOfPixels(response);
  const isUsable = median !== null && median > 0;
  if (isUsable) divide(data, response, median);
  if (response !== flat.data) returnPixels(response);
  return isUsable ? median : null;
}

function assertFits(
  image: { width: number; height: number },
  { id, width, height, data }: Master | BadPixelMask,
): void {
  if (width === image.width && height === image.height && data.length === width * height) return;
  const size = `${image.width} × ${image.height}`;
  throw new RangeError(
    `The calibration ${id} has ${width} × ${height} pixels, the image ${size}; take one of its size.`,
  );
}

function subtract(data: Float32Array, master: Float32Array, scale: number): void {
  for (let at = 0; at < data.length; at += 1) data[at] = (data[at] as number) - scale * (master[at] as number);
}

function divide(data: Float32Array, flat: Float32Array, median: number): void {
  for (let at = 0; at < data.length; at += 1) {
    const response = (flat[at] as number) / median;
    data[at] = response >= minFlat ? (data[at] as number) / response : Number.NaN;
  }
}

function countLost(before: Float32Array, after: Float32Array): number {
  let lost = 0;
  for (let at = 0; at < after.length; at += 1) {
    if (Number.isNaN(after[at] as number) && !Number.isNaN(before[at] as number)) lost += 1;
  }
  return lost;
}
