/** One frame through the engine, with each value as the references define it. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { estimateBackground, subtractBackground } from "#analysis/background/background.ts";
import { readDetectorImage } from "#analysis/detector/detector-image.ts";
import { readHdus } from "#analysis/fits/read-hdus.ts";
import { bytesSource } from "#analysis/fits/source.ts";
import { fluxRadii } from "#analysis/photometry/flux-radius.ts";
import { kronFlux } from "#analysis/photometry/kron.ts";
import { halfLightRadius } from "#analysis/psf/half-light-radius.ts";
import { fwhmPerSigma } from "#analysis/psf/shape-of.ts";
import { measureStars, type StarShape } from "#analysis/psf/star-shapes.ts";
import { extractSources, type Source } from "#analysis/sources/extract-sources.ts";
import { percentile } from "../percentile.ts";

export interface Pixels {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** Medians over some sources; null without any. */
export interface SourceMedians {
  readonly fwhmPx: number | null;
  readonly ellipticity: number | null;
  readonly halfLightPx: number | null;
}

export interface Measured {
  readonly level: number;
  readonly sigma: number;
  readonly sources: readonly Source[];
  readonly clean: SourceMedians & { readonly count: number };
  readonly bright: SourceMedians;
  /** Median radius of half of the Kron flux, which is what Source Extractor's FLUX_RADIUS is. */
  readonly fluxRadiusPx: number | null;
  readonly gaussian: { readonly count: number; readonly fwhmPx: number | null; readonly ellipticity: number | null };
}

/** The references' threshold, in units of the background's noise. */
const thresholdSigmas = 5;
/** `Bright` medians are of sources with a peak above so many sigmas and below that part of the range to saturation. */
const brightSigmas = 30;
const brightSaturationPart = 0.8;
/** Half-light radii take light within so many semi-major axes. */
const outerAxes = 6;

/** @returns a file's first image as the engine reads it. */
export function readPixels(path: string): Pixels {
  const packed: Uint8Array = readFileSync(path);
  const gunzip = (bytes: Uint8Array) => new Uint8Array(gunzipSync(bytes));
  const source = bytesSource(packed[0] === 0x1f && packed[1] === 0x8b ? gunzip(packed) : packed);
  return readDetectorImage(source, readHdus(source), { saturationWords: [], saturationAdu: null, gunzip });
}

/**
 * Measures a frame.
 * @param saturation level at which pixels saturate, in the image's unit; null is unknown.
 * @throws Error when no part of the frame has a background.
 */
export function measureFrame({ data, width, height }: Pixels, saturation: number | null): Measured {
  const background = estimateBackground(data, width, height);
  if (!background) throw new Error("the frame has no background: too few pixels have a value");
  const { globalLevel: level, globalSigma: sigma } = background;
  const flat = subtractBackground(data, width, height, background);
  const sources = extractSources(flat, width, height, thresholdSigmas * sigma);
  const clean = sources.filter(({ flag }) => flag === 0);
  const most = saturation === null ? Number.POSITIVE_INFINITY : brightSaturationPart * (saturation - level);
  const bright = clean.filter(({ peak }) => peak > brightSigmas * sigma && peak < most);
  const radius = ({ x, y, a }: Source) => halfLightRadius(flat, width, height, x, y, outerAxes * a);
  const radii = new Map(clean.map((source) => [source, radius(source)]));
  const medians = (of: readonly Source[]): SourceMedians => ({
    fwhmPx: median(of.map(({ a, b }) => 2 * Math.sqrt(Math.LN2 * (a * a + b * b)))),
    ellipticity: median(of.map(({ a, b }) => 1 - b / a)),
    halfLightPx: median(of.map((source) => radii.get(source) ?? 0)),
  });
  const fluxRadius = (source: Source) => {
    const { flux } = kronFlux(flat, width, height, source);
    return fluxRadii(flat, width, height, source.x, source.y, outerAxes * source.a, [0.5], flux).radiiPx[0] ?? 0;
  };
  const stars = measureStars(flat, width, height, sources, sigma, saturation === null ? null : saturation - level);
  return {
    level,
    sigma,
    sources,
    clean: { count: clean.length, ...medians(clean) },
    bright: medians(bright),
    fluxRadiusPx: median(clean.map(fluxRadius)),
    gaussian: {
      count: stars.length,
      fwhmPx: median(stars.map(({ xx, yy, xy }) => fwhmPerSigma * (xx * yy - xy * xy) ** 0.25)),
      ellipticity: median(stars.map(flattening)),
    },
  };
}

/** 1 − b/a of a star's fitted Gaussian. */
function flattening({ xx, yy, xy }: StarShape): number {
  const mean = (xx + yy) / 2;
  const spread = Math.hypot((xx - yy) / 2, xy);
  return 1 - Math.sqrt((mean - spread) / (mean + spread));
}

function median(values: readonly number[]): number | null {
  return values.length === 0 ? null : percentile(values, 50);
}
