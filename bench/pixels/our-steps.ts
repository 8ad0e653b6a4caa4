/** The pixel engine's steps on one raw file, each timed by itself, and all of them as a worker goes through them. */
import { readFileSync } from "node:fs";
import { estimateBackground, subtractBackground } from "#analysis/background/background.ts";
import { readDetectorImage } from "#analysis/detector/detector-image.ts";
import { decodeStored } from "#analysis/fits/decode-image.ts";
import { readHdus } from "#analysis/fits/read-hdus.ts";
import { bytesSource } from "#analysis/fits/source.ts";
import type { StoredPixels } from "#analysis/fits/stored-pixels.ts";
import { withPixels } from "#analysis/kernels/pixel-pool.ts";
import { halfLightRadius } from "#analysis/psf/half-light-radius.ts";
import { renderPreview } from "#analysis/render/preview.ts";
import { extractSources } from "#analysis/sources/extract-sources.ts";

/** Seconds of each step; `everything` and `withPreview` begin with opening the file. */
export type StepSeconds = Record<
  | "decode"
  | "decodeAndAssemble"
  | "background"
  | "subtract"
  | "extract"
  | "halfLight"
  | "preview"
  | "everything"
  | "withPreview",
  number
>;

export interface StepOutcome {
  seconds: StepSeconds;
  rawMpix: number;
  mpix: number;
  sources: number;
}

const detectorOptions = { saturationWords: [], saturationAdu: null };
const previewOptions = { stretch: "asinh" as const, cutPercent: 0.5, maxSidePx: 1024, softness: 0.1, headroom: 1 };

/** Seconds by the clock. */
export const wallSeconds = () => performance.now() / 1000;

/** Seconds that the process had a core for, those of its compiler and collector included. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Runs all steps once, as a worker does. */
export function runOurSteps(path: string, clock = wallSeconds): StepOutcome {
  return withPixels(() => stepsOf(path, clock));
}

function stepsOf(path: string, clock: () => number): StepOutcome {
  const seconds = {} as StepSeconds;
  const timed = <T>(name: keyof StepSeconds, step: () => T): T => {
    const start = clock();
    const outcome = step();
    seconds[name] = clock() - start;
    return outcome;
  };
  const rawPixels = timed("decode", () => {
    const source = bytesSource(readFileSync(path));
    let stored: StoredPixels | undefined;
    let pixels = 0;
    for (const hdu of readHdus(source)) {
      if (hdu.dims.length !== 2) continue;
      stored = decodeStored(source, hdu, stored ? { reuse: stored } : {});
      pixels += stored.length;
    }
    return pixels;
  });
  const wholeStart = clock();
  const image = timed("decodeAndAssemble", () => {
    const source = bytesSource(readFileSync(path));
    return readDetectorImage(source, readHdus(source), detectorOptions);
  });
  const { data, width, height } = image;
  const background = timed("background", () => estimateBackground(data, width, height));
  if (!background) throw new Error(`${path} has no background to measure`);
  const flat = timed("subtract", () => subtractBackground(data, width, height, background));
  const sources = timed("extract", () => extractSources(flat, width, height, 5 * background.globalSigma));
  timed("halfLight", () => sources.map(({ x, y, a }) => halfLightRadius(flat, width, height, x, y, 6 * a)));
  seconds.everything = clock() - wholeStart;
  timed("preview", () => renderPreview(data, width, height, previewOptions));
  seconds.withPreview = clock() - wholeStart;
  return { seconds, rawMpix: rawPixels / 1e6, mpix: (width * height) / 1e6, sources: sources.length };
}
