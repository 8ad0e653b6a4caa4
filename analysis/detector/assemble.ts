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
import type { DetectorImage } from "./detector-image.ts";
import { rowBias } from "./overscan.ts";
import { type Placement, placeAmplifier } from "./place-amplifier.ts";
import { parseSection } from "./section.ts";

/**
 * The canvas is the union of the amplifiers' DETSECs, in image (binned) pixels; what no amplifier covers is NaN. Gains
 * are not applied: values stay in counts as read.
 * @param saturationOf saturation of an amplifier in raw counts, null is unknown.
 * @throws FitsError as the decoder, or `unsupported` for binnings that differ or a canvas that is too large.
 */
export function assembleAmplifiers(
  source: ByteSource,
  amplifiers: readonly Amplifier[],
  saturationOf: (amplifier: Amplifier) => number | null,
  options: DecodeOptions,
): Omit<DetectorImage, "headers"> {
  const canvas = canvasOf(amplifiers);
  const data = borrowPixels(canvas.width * canvas.height);
  const placements = amplifiers.map((amplifier) => placementOf(amplifier, canvas));
  if (!fills(placements, canvas)) data.fill(Number.NaN);
  let saturated: number | null = 0;
  let saturationLevel: number | null = Number.POSITIVE_INFINITY;
  const withoutOverscan: string[] = [];
  const amps: AmpStatistics[] = [];
  let stored: StoredPixels | undefined;
  for (const [at, amplifier] of amplifiers.entries()) {
    const size = pictureSize(amplifier.hdu);
    stored = decodeStored(source, amplifier.hdu, stored ? { ...options, reuse: stored } : options);
    const image = amplifierPixels(size, stored, scalingOf(amplifier.hdu));
    const bias = amplifier.overscan ? rowBias(image, amplifier.overscan) : new Float32Array(image.height);
    if (!amplifier.overscan) withoutOverscan.push(amplifier.hdu.name || String(amplifier.hdu.index));
    const level = saturationOf(amplifier) ?? Number.POSITIVE_INFINITY;
    const counted = placeAmplifier(image, placements[at] as Placement, bias, level, data);
    amps.push(ampStatistics(amplifier, image, bias, Number.isFinite(level) ? counted : null));
    if (Number.isFinite(level) && saturated !== null && saturationLevel !== null) {
      saturated += counted;
      saturationLevel = Math.min(saturationLevel, level - medianInPlace(bias.slice()));
    } else {
      saturated = null;
      saturationLevel = null;
    }
  }
  const warnings = coverageWarnings(amplifiers, canvas);
  if (withoutOverscan.length > 0) warnings.push(`no overscan to subtract in ${withoutOverscan.join(", ")}`);
  return {
    width: canvas.width,
    height: canvas.height,
    data,
    hdu: amplifiers[0]?.hdu.index ?? 0,
    saturatedPixels: saturated,
    saturationLevel,
    amps,
    warnings,
  };
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
