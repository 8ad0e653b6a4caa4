/** What `npm start` is asked for on the command line. */
import { Command, InvalidArgumentError } from "commander";

export interface StartOptions {
  /** Folder of FITS files to replay as a night. */
  replay: string | null;
  /** Speed of the replay: 0 as fast as possible, 1 the real cadence; null is the replay's own default. */
  rate: number | null;
  /** Camera to replay as; null leaves it to the headers. */
  camera: string | null;
  /** Whether to open a demo night. */
  demo: boolean;
  /** Whether to start an Apache Kafka and use it. */
  kafka: boolean;
}

function parseRate(text: string): number {
  const rate = Number(text);
  if (text.trim() === "" || !Number.isFinite(rate) || rate < 0) {
    throw new InvalidArgumentError("it must be a number from 0 on: 0 is as fast as possible, 1 the real cadence.");
  }
  return rate;
}

/**
 * @param args the words after `npm start --`
 * @throws CommanderError for wrong use and for `--help`, whose exitCode is 0; the person has been told.
 */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const program = new Command("npm start --")
    .description("Starts the whole system on this machine; Ctrl-C stops it.")
    .option("--replay <dir>", "replay a folder of FITS files as a night, in order of observation")
    .option("--rate <n>", "speed of the replay: 0 is as fast as possible, 1 the real cadence", parseRate)
    .option("--camera <name>", "camera to replay as")
    .option("--no-demo", "start empty")
    .option("--kafka", "start a single-node Apache Kafka and use it")
    .allowExcessArguments(false)
    .exitOverride();
  program.parse(args, { from: "user" });
  const given = program.opts<{ replay?: string; rate?: number; camera?: string; demo: boolean; kafka?: boolean }>();
  if (given.replay === undefined && (given.rate !== undefined || given.camera !== undefined)) {
    program.error("error: --rate and --camera go with --replay DIR");
  }
  return {
    replay: given.replay ?? null,
    rate: given.rate ?? null,
    camera: given.camera ?? null,
    demo: given.demo && given.replay === undefined,
    kafka: given.kafka ?? false,
  };
}
