/** Amplifiers put together into their detector: overscan subtracted row by row, flips undone, each in its place. */
import { type DecodeOptions, decodeStored, pictureSize } from "../fits/decode-image.ts";
import { FitsError } from "../fits/fits-error.ts";
import { textOf } from "../fits/header.ts";
import { scalingOf } from "../fits/physical-pixels.ts";
import type { ByteSource } from "../fits/source.ts";
import { maxImagePixels, type StoredPixels } from "../fits/stored-pixels.ts";
import { borrowPixels } from "../kernels/pixel-pool.ts";
import { medianInPlace } from "../stats/median.ts";
import { type AmpStatistics, ampStatistics } from "./amp-statistics.ts";
import { amplifierPixels } from "./amplifier-pixels.ts";
import type { Amplifier } from "./amplifiers.ts";
import type { DetectorImage, Readout } from "./detector-image.ts";
import { gainsOf, type KnownAmplifier, rawSaturation } from "./known-amplifier.ts";
import { rowBias } from "./overscan.ts";
import { type Placement, placeAmplifier } from "./place-amplifier.ts";
import { readoutName } from "./readout-name.ts";
import { parseSection } from "./section.ts";

/**
 * The canvas is the union of the amplifiers' DETSECs, in image (binned) pixels; what no amplifier covers is NaN. Gains
 * are not applied: values stay in counts as read.
 * @throws FitsError as the decoder, or `unsupported` for binnings that differ or a canvas that is too large.
 */
export function assembleAmplifiers(
  source: ByteSource,
  amplifiers: readonly KnownAmplifier[],
  options: DecodeOptions,
): Omit<DetectorImage, "headers"> {
  const canvas = canvasOf(amplifiers);
  const data = borrowPixels(canvas.width * canvas.height);
  const placements = amplifiers.map((amplifier) => placementOf(amplifier, canvas));
  if (!fills(placements, canvas)) data.fill(Number.NaN);
  const withoutOverscan: string[] = [];
  const amps: AmpStatistics[] = [];
  const readouts: Readout[] = [];
  let stored: StoredPixels | undefined;
  for (const [at, amplifier] of amplifiers.entries()) {
    const size = pictureSize(amplifier.hdu);
    stored = decodeStored(source, amplifier.hdu, stored ? { ...options, reuse: stored } : options);
    const image = amplifierPixels(size, stored, scalingOf(amplifier.hdu));
    const bias = amplifier.overscan ? rowBias(image, amplifier.overscan) : new Float32Array(image.height);
    const name = readoutName(amplifier.hdu) ?? String(amplifier.hdu.index);
    if (!amplifier.overscan) withoutOverscan.push(name);
    const biasAdu = medianInPlace(bias.slice());
    const level = rawSaturation(amplifier.saturation, biasAdu);
    const placement = placements[at] as Placement;
    const counted = placeAmplifier(image, placement, bias, level ?? Number.POSITIVE_INFINITY, data);
    amps.push(ampStatistics(name, amplifier, image, bias, level === null ? null : counted));
    const { left, bottom, section } = placement;
    const box = { left, bottom, width: section.width, height: section.height };
    const saturationLevel = level === null ? null : level - biasAdu;
    readouts.push({ name, ...box, ...gainsOf(amplifier), saturationLevel });
  }
  const warnings = coverageWarnings(amplifiers, canvas);
  if (withoutOverscan.length > 0) warnings.push(`no overscan to subtract in ${withoutOverscan.join(", ")}`);
  return {
    width: canvas.width,
    height: canvas.height,
    data,
    hdu: amplifiers[0]?.hdu.index ?? 0,
    saturatedPixels: known(amps.map(({ saturatedPixels }) => saturatedPixels))?.reduce((sum, n) => sum + n, 0) ?? null,
    saturationLevel: lowestSaturation(readouts),
    amps,
    readouts,
    warnings,
  };
}

/** @returns the lowest level of all readouts; null where one of them is unknown. */
export function lowestSaturation(readouts: readonly Pick<Readout, "saturationLevel">[]): number | null {
  const levels = known(readouts.map(({ saturationLevel }) => saturationLevel));
  return levels && Math.min(...levels);
}

/** @returns the values, or null where one is unknown. */
function known(values: readonly (number | null)[]): number[] | null {
  const numbers = values.filter((value) => value !== null);
  return numbers.length === values.length ? numbers : null;
}

interface Canvas {
  /** Corner in image pixels of the detector. */
  readonly x0: number;
  readonly y0: number;
  readonly width: number;
  readonly height: number;
}

function canvasOf(amplifiers: readonly Amplifier[]): Canvas {
  const { x: binX, y: binY } = amplifiers[0]?.binning ?? { x: 1, y: 1 };
  if (amplifiers.some(({ binning }) => binning.x !== binX || binning.y !== binY)) {
    throw new FitsError("unsupported", "The amplifiers have different binnings (DETSEC against DATASEC).");
  }
  const left = Math.min(...amplifiers.map(({ place }) => place.x0));
  const bottom = Math.min(...amplifiers.map(({ place }) => place.y0));
  const right = Math.max(...amplifiers.map(({ place }) => place.x0 + place.width));
  const top = Math.max(...amplifiers.map(({ place }) => place.y0 + place.height));
  const canvas = {
    x0: left / binX,
    y0: bottom / binY,
    width: Math.ceil((right - left) / binX),
    height: Math.ceil((top - bottom) / binY),
  };
  if (canvas.width * canvas.height <= maxImagePixels) return canvas;
  throw new FitsError(
    "unsupported",
    `The amplifiers span ${canvas.width} × ${canvas.height} pixels, more than one detector; give one detector a file.`,
  );
}

function placementOf({ data: section, place, binning }: Amplifier, canvas: Canvas): Placement {
  return {
    section,
    flipX: section.flipX !== place.flipX,
    flipY: section.flipY !== place.flipY,
    left: Math.round(place.x0 / binning.x - canvas.x0),
    bottom: Math.round(place.y0 / binning.y - canvas.y0),
    stride: canvas.width,
  };
}

/** Whether the placements cover every pixel: as many as the canvas has, inside it and none twice. */
function fills(placements: readonly Placement[], { width, height }: Canvas): boolean {
  const boxes = placements.map(({ section, left, bottom }) => ({
    left,
    bottom,
    right: left + section.width,
    top: bottom + section.height,
  }));
  const area = boxes.reduce((sum, box) => sum + (box.right - box.left) * (box.top - box.bottom), 0);
  return (
    area === width * height &&
    boxes.every((box) => box.left >= 0 && box.bottom >= 0 && box.right <= width && box.top <= height) &&
    boxes.every((one, at) =>
      boxes
        .slice(at + 1)
        .every(
          (other) =>
            one.left >= other.right || other.left >= one.right || one.bottom >= other.top || other.bottom >= one.top,
        ),
    )
  );
}

function coverageWarnings(amplifiers: readonly Amplifier[], canvas: Canvas): string[] {
  const covered = amplifiers.reduce((sum, { data }) => sum + data.width * data.height, 0);
  const header = amplifiers[0]?.hdu.header;
  const whole = header ? parseSection(textOf(header, "DETSIZE")) : null;
  const { x, y } = amplifiers[0]?.binning ?? { x: 1, y: 1 };
  const expected = Math.max(canvas.width * canvas.height, whole ? (whole.width * whole.height) / (x * y) : 0);
  if (covered >= expected) return [];
  return [`the ${amplifiers.length} amplifiers cover ${Math.round((100 * covered) / expected)} % of the detector`];
}
