/** The command `gain`: gains of a detector's amplifiers from two flats; a task sees one image, so this is no task. */
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { type AmplifierGain, amplifierGains } from "#analysis/calibration/amplifier-gains.ts";
import { type DetectorImage, readDetectorImage } from "#analysis/detector/detector-image.ts";
import { FitsError } from "#analysis/fits/fits-error.ts";
import { readHdus } from "#analysis/fits/read-hdus.ts";
import { bytesSource } from "#analysis/fits/source.ts";
import { cameraFactsOf } from "#contracts/job.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { gunzipTile, unpack } from "#workers/pixels/unpack.ts";
import { type AnalyzedFile, describeFile } from "./describe-file.ts";

interface GainOptions {
  json?: true;
  camera?: string;
}

/** Adds `gain FLAT FLAT [--json] [--camera NAME]` to the program. */
export function register(program: Command): void {
  program
    .command("gain")
    .description("measure the gain of each amplifier from two flats of the same light")
    .argument("<flat>", "a FITS file of a flat")
    .argument("<flat>", "another one of the same detector")
    .option("--json", "one JSON object a line for each amplifier")
    .option("--camera <name>", "a camera of cameras/, for saturation and the gains that are expected")
    .action(async (first: string, second: string, options: GainOptions) => {
      const cameras = await loadCameras();
      const images = [first, second].map((file) => readFlat(describeFile(file, cameras, options.camera ?? null)));
      const gains = amplifierGains(...(images as [DetectorImage, DetectorImage]));
      for (const gain of gains) process.stdout.write(`${options.json ? JSON.stringify(viewOf(gain)) : textOf(gain)}\n`);
      process.exitCode = gains.some(({ found }) => found === null) ? 1 : 0;
    });
}

function readFlat({ file, camera, detector }: AnalyzedFile): DetectorImage {
  try {
    const source = bytesSource(unpack(readFileSync(file)));
    const facts = cameraFactsOf(camera, detector);
    const options = { ...facts, gunzip: gunzipTile, saturationWords: facts.headerWords.saturationAdu };
    return readDetectorImage(source, readHdus(source), options);
  } catch (error) {
    throw error instanceof FitsError ? new Error(`${file}: ${error.message}`) : error;
  }
}

const noPatch = "no part of the flats is bright enough, below saturation and alike in both";

function viewOf({ amp, found, readNoiseAdu, expected }: AmplifierGain) {
  if (!found) return { amp, gain: null, missing: noPatch, expected };
  const { gain, error, patches, levelAdu } = found;
  return { amp, gain, error, patches, levelAdu, readNoiseAdu, expected };
}

function textOf({ amp, found, expected }: AmplifierGain): string {
  const name = amp.padEnd(12);
  if (!found) return `${name}—  (${noPatch})`;
  const { gain, error, patches, levelAdu } = found;
  const deviation = error === null ? "" : ` ± ${error.toFixed(4)}`;
  const known = expected === null ? "" : `, expected ${expected.toFixed(4)}`;
  return `${name}${gain.toFixed(4)}${deviation} e⁻/ADU  (${patches} patches at ${levelAdu.toFixed(0)} ADU${known})`;
}
