/** Takes a detector's signature off: master bias, dark and flat, and pixels that are known to be bad. */
import { medianOfPixels } from "../stats/median-of-pixels.ts";

/** A master calibration in detector orientation, of the image's own size. */
export interface Master {
  /** What it is and where it came from, for example a URI and checksum: kept with the result. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Dark charge, bias taken off, of an exposure of known length. */
export interface MasterDark extends Master {
  readonly exposureTimeS: number;
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

export interface Calibrated {
  /** New pixels, in the image's unit; NaN where a pixel is bad or the flat is too dark to divide by. */
  readonly data: Float32Array;
  readonly applied: readonly AppliedMaster[];
  /** Pixels that had a value and have none any more. */
  readonly maskedPixels: number;
  /** Masters that were given and could not be applied, and why. */
  readonly warnings: readonly string[];
}

/** Where the flat is below this part of its median the pixel sees next to nothing. */
const minFlat = 0.1;

/**
 * (image − bias − dark · t / t_dark) / (flat / median(flat)), each step where its master is given.
 * @param exposureTimeS of the image, null is unknown: then the dark is left out, with a warning.
 * @throws RangeError when a master's size is not the image's.
 */
export function applyMasters(
  image: { readonly width: number; readonly height: number; readonly data: Float32Array },
  masters: Masters,
  exposureTimeS: number | null,
): Calibrated {
  const data = image.data.slice();
  const applied: AppliedMaster[] = [];
  const warnings: string[] = [];
  const { bias, dark, flat, badPixels } = masters;
  for (const master of [bias, dark, flat, badPixels]) if (master) assertFits(image, master);
  if (bias) {
    subtract(data, bias.data, 1);
    applied.push({ step: "bias", id: bias.id, scale: 1 });
  }
  if (dark) {
    const scale = exposureTimeS === null ? Number.NaN : exposureTimeS / dark.exposureTimeS;
    if (Number.isFinite(scale)) {
      subtract(data, dark.data, scale);
      applied.push({ step: "dark", id: dark.id, scale });
    } else warnings.push(`the dark ${dark.id} was left out: an exposure time is unknown or 0`);
  }
  if (flat) {
    const median = medianOfPixels(flat.data);
    if (median !== null && median > 0) {
      divide(data, flat.data, median);
      applied.push({ step: "flat", id: flat.id, scale: median });
    } else warnings.push(`the flat ${flat.id} was left out: its median is not above 0`);
  }
  if (badPixels) {
    for (let at = 0; at < data.length; at += 1) if (badPixels.data[at] !== 0) data[at] = Number.NaN;
    applied.push({ step: "badPixels", id: badPixels.id, scale: 1 });
  }
  return { data, applied, maskedPixels: countLost(image.data, data), warnings };
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
