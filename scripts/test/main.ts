/** `npm test`: sets up, runs every stage even when one fails, and ends with the counts. */
import { CommanderError } from "commander";
import { ensureParts, type Wanted } from "../setup/ensure-parts.ts";
import { parseTestOptions } from "./options.ts";
import { type Stage, stages } from "./stages.ts";
import { addTallies, closingLine, emptyTally, type Tally } from "./tally.ts";

/** Kafka is missing to some of the integration tests only; each other part is missing to its whole stage. */
function cannotRun(stage: Stage, missing: readonly Wanted[]): Wanted[] {
  return missing.filter((name) => stage.needs.includes(name) && name !== "kafka");
}

async function runStage(stage: Stage, missing: readonly Wanted[]): Promise<Tally> {
  const lacking = cannotRun(stage, missing);
  if (lacking.length > 0) {
    const reason = `${lacking.join(" and ")} not to be had on this machine, see set-up above`;
    return { ...emptyTally, skipped: [{ name: stage.title, reason }] };
  }
  return stage.run(missing);
}

async function run(): Promise<Tally> {
  const names = parseTestOptions(
    process.argv.slice(2),
    stages.map((stage) => stage.name),
  );
  const chosen = stages.filter((stage) => names.includes(stage.name));
  const wanted = [...new Set(chosen.flatMap((stage) => stage.needs))];
  const outcomes = await ensureParts(wanted);
  const missing = outcomes.filter((outcome) => outcome.missing !== null).map((outcome) => outcome.name);
  const tallies: Tally[] = [];
  const summary: string[] = [];
  for (const [index, stage] of chosen.entries()) {
    console.log(`\n── ${index + 1} of ${chosen.length}: ${stage.title}`);
    const startedAtMs = performance.now();
    const tally = await runStage(stage, missing);
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1).padStart(6);
    const verdict = tally.failed > 0 ? "FAILED" : tally.passed > 0 ? "ok" : "skipped";
    summary.push(`${verdict.padEnd(8)}${seconds} s  ${stage.title}: ${closingLine(tally)}`);
    console.log(summary.at(-1));
    tallies.push(tally);
  }
  // On a machine that only runs tests, a part that is missing is a fault of the set-up and not a reason to skip.
  const faults = process.env["CI"] ? missing.length : 0;
  if (faults > 0) summary.push(`FAILED  CI is set, and these parts are missing: ${missing.join(", ")}`);
  console.log(`\n── summary\n${summary.join("\n")}`);
  const total = addTallies([...tallies, { ...emptyTally, failed: faults }]);
  if (total.passedAgain.length > 0) console.log("\n── passed only when tried again");
  for (const name of total.passedAgain) console.log(name);
  if (total.skipped.length > 0) console.log("\n── skipped");
  for (const { name, reason } of total.skipped) console.log(`${name}: ${reason}`);
  return total;
}

try {
  const total = await run();
  console.log(`\n${closingLine(total)}`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
