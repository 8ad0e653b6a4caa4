/** The command `rerun`: analyses exposures again into a side run, beside their first results, which stay as they are. */
import { type Command, Option } from "commander";
import { runRequest } from "#contracts/run.ts";
import { readSettings } from "#contracts/settings.ts";
import { followRun, startRun } from "../rerun/ask-run.ts";
import { parseSelection } from "../rerun/parse-selection.ts";
import { progressLine } from "./progress-line.ts";

interface RerunOptions {
  pipeline: string;
  run: string;
  imageType?: string;
  band?: string;
  set: string[];
  token?: string;
  wait: boolean;
  json?: boolean;
}

/** Adds `rerun CAMERA SELECTION --pipeline P --run NAME` to the program. */
export function register(program: Command): void {
  program
    .command("rerun")
    .description("analyse exposures again beside their first results, with another pipeline or other values")
    .argument("<camera>", "name of the camera")
    .argument("<selection>", "a night (20260901), a part (20260901/12-20), or exposures (20260901/12,2026090100013)")
    .requiredOption("--pipeline <name>", "the pipeline to run")
    .requiredOption("--run <name>", "what the side run is called; the same command again goes on with it")
    .option("--image-type <type>", "only exposures of the night of this type")
    .option("--band <band>", "only exposures of the night in this band")
    .option("--set <task.field=value>", "a value for this run alone, several times", collect, [])
    .addOption(new Option("--token <token>", "a control token of the role operator").env("FIRSTLOOK_TOKEN"))
    .option("--no-wait", "do not wait for the results")
    .option("--json", "the run as JSON when it ends")
    .action(async (camera: string, selection: string, options: RerunOptions) => {
      process.exitCode = await rerun(camera, selection, options);
    });
}

/** @returns the exit code: 0 every job has numbers, 1 some failed or the system refuses, 2 wrong use. */
async function rerun(camera: string, selection: string, options: RerunOptions): Promise<0 | 1 | 2> {
  try {
    const asked = runRequest.safeParse({
      run: options.run,
      camera,
      selection: parseSelection(selection, options),
      pipeline: options.pipeline,
      overrides: options.set.map(override),
    });
    if (!asked.success) {
      throw new RangeError(asked.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
    }
    const server = { origin: `http://127.0.0.1:${readSettings(process.env).PORT}`, token: options.token ?? null };
    const started = await startRun(server, asked.data);
    if (!options.wait) {
      tell(started, options, `${started.jobs} jobs are queued as run "${started.run}"`);
      return 0;
    }
    const progress = progressLine("ran", "jobs");
    const run = await followRun(server, started.run, ({ done, failed, jobs }) => progress.show(done + failed, jobs));
    progress.end(run.failed === 0 ? `in run "${run.run}"` : `in run "${run.run}", of which ${run.failed} failed`);
    tell(run, options, "");
    return run.failed === 0 ? 0 : 1;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(options.json ? `${JSON.stringify({ error: message })}\n` : `firstlook rerun: ${message}\n`);
    return error instanceof RangeError ? 2 : 1;
  }
}

function tell(run: object, { json }: RerunOptions, words: string): void {
  if (json) console.log(JSON.stringify(run));
  else if (words !== "") console.log(words);
}

function collect(text: string, before: readonly string[]): string[] {
  return [...before, text];
}

/** `task.field=value`; what is JSON is taken as JSON, all else as a text. */
function override(text: string): { label: string; field: string; value: unknown } {
  const [, label = "", field = "", value = ""] = /^([\w-]+)\.([\w.]+)=(.*)$/s.exec(text) ?? [];
  if (label === "") throw new RangeError(`"${text}" is not like task.field=value.`);
  try {
    return { label, field, value: JSON.parse(value) };
  } catch {
    return { label, field, value };
  }
}
