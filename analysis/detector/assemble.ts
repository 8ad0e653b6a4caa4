/** Amplifiers put together into their detector: overscan subtracted row by row, flips undone, each in its place. */
import { type DecodeOptions, decodeImage } from "../fits/decode-image.ts";
import { FitsError } from "../fits/fits-error.ts";
import { textOf } from "../fits/header.ts";
import type { ByteSource } from "../fits/source.ts";
import { maxImagePixels } from "../fits/stored-pixels.ts";
import { medianInPlace } from "../stats/median.ts";
import { type AmpStatistics, ampStatistics } from "./amp-statistics.ts";
import type { Amplifier } from "./amplifiers.ts";
import type { DetectorImage } from "./detector-image.ts";
import { rowBias } from "./overscan.ts";
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
  const data = new Float32Array(canvas.width * canvas.height).fill(Number.NaN);
  let saturated: number | null = 0;
  let saturationLevel: number | null = Number.POSITIVE_INFINITY;
  const withoutOverscan: string[] = [];
  const amps: AmpStatistics[] = [];
  for (const amplifier of amplifiers) {
    const image = decodeImage(source, amplifier.hdu, options);
    const bias = amplifier.overscan ? rowBias(image, amplifier.overscan) : new Float32Array(image.height);
    if (!amplifier.overscan) withoutOverscan.push(amplifier.hdu.name || String(amplifier.hdu.index));
    const level = saturationOf(amplifier) ?? Number.POSITIVE_INFINITY;
    const counted = placeAmplifier(image, amplifier, bias, level, canvas, data);
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

/** Copies the data section to its place; @returns how many raw pixels reach `level`. */
function placeAmplifier(
  image: { width: number; data: Float32Array },
  amplifier: Amplifier,
  bias: Float32Array,
  level: number,
  canvas: Canvas,
  out: Float32Array,
): number {
  const { data: section, place, binning } = amplifier;
  const flipX = section.flipX !== place.flipX;
  const flipY = section.flipY !== place.flipY;
  const left = Math.round(place.x0 / binning.x - canvas.x0);
  const bottom = Math.round(place.y0 / binning.y - canvas.y0);
  const step = flipX ? -1 : 1;
  let saturated = 0;
  for (let y = 0; y < section.height; y += 1) {
    const row = section.y0 + y;
    const level0 = bias[row] as number;
    let from = row * image.width + section.x0;
    const toRow = bottom + (flipY ? section.height - 1 - y : y);
    let to = toRow * canvas.width + left + (flipX ? section.width - 1 : 0);
    for (let x = 0; x < section.width; x += 1) {
      const raw = image.data[from] as number;
      if (raw >= level) saturated += 1;
      out[to] = raw - level0;
      from += 1;
      to += step;
    }
  }
  return saturated;
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
