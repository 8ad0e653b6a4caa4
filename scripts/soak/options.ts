/** What `npm run soak` is asked for on the command line. */
import { Command, InvalidArgumentError } from "commander";

export interface SoakOptions {
  /** Exposures of LSSTCam, 205 detectors each. */
  exposures: number;
  /** How many times faster than the cadence of 37 s. */
  rate: number;
  /** Mean time between two kills. */
  killEveryS: number;
  /** Decides bursts, order and who is killed. */
  seed: number;
  /** A file for the report; standard output when null. */
  report: string | null;
  /** Whether events travel on an Apache Kafka; else on the embedded bus. */
  kafka: boolean;
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("it must be a number above 0.");
  return value;
}

/** @throws CommanderError for wrong use and for `--help`, whose exitCode is 0; the person has been told. */
export function parseSoakOptions(args: readonly string[]): SoakOptions {
  const program = new Command("npm run soak --")
    .description("Plays an LSSTCam night at many times its cadence while processes are killed at random.")
    .option("--exposures <n>", "exposures of 205 detectors", positive, 1000)
    .option("--rate <n>", "times the cadence of one exposure in 37 s", positive, 10)
    .option("--kill-every <s>", "mean seconds between two kills", positive, 5)
    .option("--seed <n>", "decides bursts, order and who is killed", positive, 1)
    .option("--report <file>", "write the report there instead of standard output")
    .option("--kafka", "use an Apache Kafka instead of the embedded bus")
    .allowExcessArguments(false)
    .exitOverride();
  program.parse(args, { from: "user" });
  const given = program.opts<{
    exposures: number;
    rate: number;
    killEvery: number;
    seed: number;
    report?: string;
    kafka?: boolean;
  }>();
  return {
    exposures: Math.round(given.exposures),
    rate: given.rate,
    killEveryS: given.killEvery,
    seed: given.seed,
    report: given.report ?? null,
    kafka: given.kafka ?? false,
  };
}
