/** From the HDUs of a file to one detector's image: a single image as it is, or amplifiers put together. */
import { type DecodeOptions, decodeImage } from "../fits/decode-image.ts";
import { FitsError } from "../fits/fits-error.ts";
import type { FitsHeader } from "../fits/header.ts";
import type { Hdu } from "../fits/read-hdus.ts";
import type { ByteSource } from "../fits/source.ts";
import { medianInPlace } from "../stats/median.ts";
import { type AmpStatistics, ampStatistics } from "./amp-statistics.ts";
import { decodedPixels } from "./amplifier-pixels.ts";
import { findAmplifiers } from "./amplifiers.ts";
import { assembleAmplifiers } from "./assemble.ts";
import { type AmplifierOptions, gainsOf, type KnownAmplifier, rawSaturation, readoutFacts } from "./known-amplifier.ts";
import { onlyAmplifier, onlyName } from "./only-amplifier.ts";
import { rowBias } from "./overscan.ts";
import { readoutName } from "./readout-name.ts";

export interface DetectorImage {
  readonly width: number;
  readonly height: number;
  /** Pixels in counts as read (no gain applied), overscan subtracted where there is one; NaN is no value. */
  readonly data: Float32Array;
  /** 0-based index of the (first) HDU that the pixels come from. */
  readonly hdu: number;
  /** Headers to ask for facts, in order: the image's own (of the first amplifier), then the primary one. */
  readonly headers: readonly FitsHeader[];
  /** Pixels at or above the saturation level, counted before overscan subtraction; null where the level is unknown. */
  readonly saturatedPixels: number | null;
  /** Saturation in the unit of `data`, overscan taken off; the lowest of the amplifiers; null is unknown. */
  readonly saturationLevel: number | null;
  /** What each amplifier's pixels cover; one for an image that is not split. */
  readonly readouts?: readonly Readout[];
  /** Of each amplifier in the order of the file; a single image is one where its header names an overscan. */
  readonly amps?: readonly AmpStatistics[];
  readonly warnings: readonly string[];
}

/** Pixels of the image that one amplifier read, and what they are worth. */
export interface Readout extends Box {
  readonly name: string;
  /** e⁻/count by its header and by the camera's data; null is unknown. */
  readonly headerGain: number | null;
  readonly cameraGain: number | null;
  /** Saturation in the unit of the image's `data`, overscan taken off; null is unknown. */
  readonly saturationLevel: number | null;
}

/** A rectangle of the image's pixels. */
export interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

export interface DetectorOptions extends DecodeOptions, AmplifierOptions {}

/**
 * Reads a detector's image. Two or more extensions with DATASEC and DETSEC are amplifiers and are assembled; otherwise
 * the first two-dimensional image is taken as it is.
 * @throws FitsError when there is no image or it cannot be read.
 */
export function readDetectorImage(source: ByteSource, hdus: readonly Hdu[], options: DetectorOptions): DetectorImage {
  const found = findAmplifiers(hdus);
  const amplifiers = found.map((amplifier, at): KnownAmplifier => {
    const place = { name: amplifier.hdu.name, at, count: found.length };
    return { ...amplifier, ...readoutFacts(headersOf(amplifier.hdu, hdus), place, options) };
  });
  const headerWarnings = hdus.flatMap((hdu) => hdu.header.warnings.map((warning) => `HDU ${hdu.index}: ${warning}`));
  const image =
    amplifiers.length > 0 ? assembleAmplifiers(source, amplifiers, options) : singleImage(source, hdus, options);
  const own = hdus[image.hdu];
  const warnings = [...headerWarnings, ...image.warnings];
  return { ...image, headers: own ? headersOf(own, hdus) : [], warnings };
}

/** The HDU's own header, then the primary one. */
function headersOf({ header }: Hdu, hdus: readonly Hdu[]): FitsHeader[] {
  const primary = hdus[0]?.header;
  return primary === undefined || primary === header ? [header] : [header, primary];
}

function singleImage(
  source: ByteSource,
  hdus: readonly Hdu[],
  options: DetectorOptions,
): Omit<DetectorImage, "headers"> {
  const images = hdus.filter(isPicture);
  const hdu = images[0];
  if (!hdu) {
    const what = hdus.length === 1 ? "The file's one HDU" : `None of the file's ${hdus.length} HDUs`;
    throw new FitsError("unsupported", `${what} holds ${hdus.length === 1 ? "no" : "a"} two-dimensional image.`);
  }
  const image = decodeImage(source, hdu, options);
  const warnings =
    images.length > 1 ? [`the file has ${images.length} images; only that of HDU ${hdu.index} was analysed`] : [];
  const amplifier = onlyAmplifier(hdu);
  const pixels = decodedPixels(image);
  const bias = amplifier ? rowBias(pixels, amplifier.overscan) : null;
  const name = readoutName(hdu) ?? onlyName;
  const facts = readoutFacts(headersOf(hdu, hdus), { name, at: 0, count: 1 }, options);
  const level = rawSaturation(facts.saturation, bias ? medianInPlace(bias.slice()) : 0);
  const saturatedPixels = level === null ? null : countAtOrAbove(image.data, level);
  const { width, height } = image;
  return {
    width,
    height,
    data: image.data,
    hdu: hdu.index,
    saturatedPixels,
    saturationLevel: level,
    amps: amplifier && bias ? [ampStatistics(name, { ...amplifier, ...facts }, pixels, bias, saturatedPixels)] : [],
    readouts: [{ name, left: 0, bottom: 0, width, height, ...gainsOf(facts), saturationLevel: level }],
    warnings,
  };
}

function isPicture(hdu: Hdu): boolean {
  const [width = 0, height = 0, ...others] = hdu.dims;
  const isImage = hdu.kind === "image" || hdu.kind === "compressed-image";
  return isImage && hdu.dims.length >= 2 && width > 0 && height > 0 && others.every((length) => length === 1);
}

function countAtOrAbove(data: Float32Array, level: number): number {
  let count = 0;
  for (let i = 0; i < data.length; i += 1) if ((data[i] as number) >= level) count += 1;
  return count;
}
