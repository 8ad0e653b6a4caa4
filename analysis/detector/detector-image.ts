/** From the HDUs of a file to one detector's image: a single image as it is, or amplifiers put together. */
import { type DecodeOptions, decodeImage } from "../fits/decode-image.ts";
import { FitsError } from "../fits/fits-error.ts";
import { type FitsHeader, numberOf } from "../fits/header.ts";
import type { Hdu } from "../fits/read-hdus.ts";
import type { ByteSource } from "../fits/source.ts";
import { type AmpStatistics, ampStatistics } from "./amp-statistics.ts";
import { type Amplifier, findAmplifiers } from "./amplifiers.ts";
import { assembleAmplifiers } from "./assemble.ts";
import { onlyAmplifier } from "./only-amplifier.ts";
import { rowBias } from "./overscan.ts";

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
  /** Of each amplifier in the order of the file; a single image is one where its header names an overscan. */
  readonly amps?: readonly AmpStatistics[];
  readonly warnings: readonly string[];
}

export interface DetectorOptions extends DecodeOptions {
  /** Header words that hold the saturation level in raw counts, in order. */
  saturationWords: readonly string[];
  /** Saturation where no header says it; null is unknown. */
  saturationAdu: number | null;
  /** Gains (e⁻/count) by the name of an amplifier's extension, for headers that do not say them. */
  ampGains?: Readonly<Record<string, number>>;
}

/**
 * Reads a detector's image. Two or more extensions with DATASEC and DETSEC are amplifiers and are assembled; otherwise
 * the first two-dimensional image is taken as it is.
 * @throws FitsError when there is no image or it cannot be read.
 */
export function readDetectorImage(source: ByteSource, hdus: readonly Hdu[], options: DetectorOptions): DetectorImage {
  const amplifiers = findAmplifiers(hdus).map((amplifier) => withGain(amplifier, options));
  const headerWarnings = hdus.flatMap((hdu) => hdu.header.warnings.map((warning) => `HDU ${hdu.index}: ${warning}`));
  const image =
    amplifiers.length > 0
      ? assembleAmplifiers(source, amplifiers, (amplifier) => levelOf(amplifier.hdu, hdus, options), options)
      : singleImage(source, hdus, options);
  const own = hdus[image.hdu]?.header;
  const primary = hdus[0]?.header;
  const headers = [own, primary].filter((header, at, all) => header !== undefined && all.indexOf(header) === at);
  return { ...image, headers: headers as FitsHeader[], warnings: [...headerWarnings, ...image.warnings] };
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
  const level = levelOf(hdu, hdus, options);
  const warnings =
    images.length > 1 ? [`the file has ${images.length} images; only that of HDU ${hdu.index} was analysed`] : [];
  const only = onlyAmplifier(hdu);
  const amplifier = only && withGain(only, options);
  const saturatedPixels = level === null ? null : countAtOrAbove(image.data, level);
  return {
    width: image.width,
    height: image.height,
    data: image.data,
    hdu: hdu.index,
    saturatedPixels,
    saturationLevel: level,
    amps: amplifier ? [ampStatistics(amplifier, image, rowBias(image, amplifier.overscan), saturatedPixels)] : [],
    warnings,
  };
}

/** A header's gain comes first; 0 is how headers say that there is none. */
function withGain<A extends Amplifier>(amplifier: A, { ampGains = {} }: DetectorOptions): A {
  const { gain, hdu } = amplifier;
  return { ...amplifier, gain: gain !== null && gain > 0 ? gain : (ampGains[hdu.name] ?? null) };
}

function isPicture(hdu: Hdu): boolean {
  const [width = 0, height = 0, ...others] = hdu.dims;
  const isImage = hdu.kind === "image" || hdu.kind === "compressed-image";
  return isImage && hdu.dims.length >= 2 && width > 0 && height > 0 && others.every((length) => length === 1);
}

/** Saturation in raw counts: the image's header, the primary header, the camera's data. */
function levelOf(hdu: Hdu, hdus: readonly Hdu[], options: DetectorOptions): number | null {
  for (const header of [hdu.header, hdus[0]?.header]) {
    for (const word of header ? options.saturationWords : []) {
      const level = header ? numberOf(header, word) : null;
      if (level !== null && level > 0) return level;
    }
  }
  return options.saturationAdu;
}

function countAtOrAbove(data: Float32Array, level: number): number {
  let count = 0;
  for (let i = 0; i < data.length; i += 1) if ((data[i] as number) >= level) count += 1;
  return count;
}
