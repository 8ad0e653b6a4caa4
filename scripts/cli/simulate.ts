/** The command `simulate`: writes a simulated night of raw FITS files and the truth about it. */
import { type Command, InvalidArgumentError } from "commander";
import { detectorsOf } from "#contracts/detector-pattern.ts";
import { dayObsOf, dayObs as dayObsSchema } from "#contracts/identity.ts";
import { findCamera } from "#io/cameras/find-camera.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { simulateNight } from "../simulate/simulate-night.ts";
import { progressLine } from "./progress-line.ts";

interface SimulateOptions {
  camera: string;
  exposures: number;
  detectors: string;
  seed: number;
  dayObs: number;
}

/** Adds `simulate OUT --camera NAME --exposures N` to the program. */
export function register(program: Command): void {
  program
    .command("simulate")
    .description("write a night of raw, Rice-compressed, amplifier-split FITS files, and truth.json about it")
    .argument("<out>", "folder to write into")
    .requiredOption("--camera <name>", "a camera of cameras/, for example SimCam")
    .requiredOption("--exposures <n>", "number of exposures", wholeNumber(1, 99_999))
    .option("--detectors <pattern>", "all, names separated by commas, or a pattern like R22_*", "all")
    .option("--seed <n>", "the same seed gives the same bytes", wholeNumber(0, 2 ** 32 - 1), 1)
    .option(
      "--day-obs <yyyymmdd>",
      "observing day (default: last night's or tonight's)",
      parseDayObs,
      dayObsOf(Date.now()),
    )
    .action(async (out: string, options: SimulateOptions) => {
      process.exitCode = await simulate(out, options);
    });
}

/** @returns the exit code: 0 written, 1 could not be written, 2 no such camera or detector. */
async function simulate(out: string, options: SimulateOptions): Promise<0 | 1 | 2> {
  try {
    const cameras = await loadCameras();
    const camera = findCamera(cameras, options.camera);
    if (!camera) {
      const known = cameras.map(({ name }) => name).join(", ");
      return complain(`no camera "${options.camera}"; known cameras: ${known}`, 2);
    }
    const detectors = detectorsOf(camera, options.detectors);
    const { exposures, seed, dayObs } = options;
    const progress = progressLine("simulated", "files");
    await simulateNight({ outFolder: out, camera, detectors, exposures, seed, dayObs }, progress.show);
    progress.end(`in ${out}, truth in ${out}/truth.json`);
    return 0;
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error), error instanceof RangeError ? 2 : 1);
  }
}

function complain<Code extends 1 | 2>(message: string, code: Code): Code {
  process.stderr.write(`firstlook simulate: ${message}\n`);
  return code;
}

function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Give a whole number from ${min} to ${max}.`);
  };
}

function parseDayObs(text: string): number {
  const value = dayObsSchema.safeParse(Number(text));
  const iso = text.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
  if (value.success && iso.length === 10 && new Date(`${iso}T00:00Z`).toISOString().startsWith(iso)) return value.data;
  throw new InvalidArgumentError("Give a day as YYYYMMDD, for example 20261121.");
}
