/** `npx firstlook`: the program of commands. Exit codes: 0 ok, 1 failed input, 2 wrong use. */
import { Command, CommanderError } from "commander";
import { register as registerAnalyze } from "./cli/analyze.ts";
import { register as registerChannels } from "./cli/channels.ts";
import { register as registerConfig } from "./cli/config.ts";
import { register as registerDoctor } from "./cli/doctor.ts";
import { register as registerGain } from "./cli/gain.ts";
import { register as registerHeader } from "./cli/header.ts";
import { register as registerReplay } from "./cli/replay.ts";
import { register as registerRerun } from "./cli/rerun.ts";
import { register as registerSimulate } from "./cli/simulate.ts";
import { register as registerTrigger } from "./cli/trigger.ts";
import { oneLine } from "./start/one-line.ts";
import { reachSystem } from "./start/reach-system.ts";

const inJson = process.argv.includes("--json");

/** Writes one readable line, or with --json an object, to stderr. */
function tell(message: string): void {
  const text = oneLine(message);
  process.stderr.write(inJson ? `${JSON.stringify({ error: text })}\n` : `firstlook: ${text}\n`);
}

const program = new Command("firstlook")
  .description("Rapid analysis for observatories: from an image to numbers and pictures.")
  .showHelpAfterError(false)
  .exitOverride()
  .configureOutput({ outputError: (text) => tell(text.replace(/^error: /, "")) });

const commands = [
  registerAnalyze,
  registerHeader,
  registerReplay,
  registerRerun,
  registerTrigger,
  registerSimulate,
  registerConfig,
  registerChannels,
  registerDoctor,
  registerGain,
];
for (const register of commands) register(program);

// Whoever reads may stop early, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  Object.assign(process.env, reachSystem(process.env));
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    tell(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
