/** The command `doctor`: checks every part that this installation needs and says what is wrong. */
import type { Command } from "commander";
import { type Finding, inspect } from "../start/inspect.ts";

const marks: Readonly<Record<Finding["state"], string>> = { ok: "ok   ", note: "note ", wrong: "WRONG" };

/** Adds `doctor [--json]` to the program. */
export function register(program: Command): void {
  program
    .command("doctor")
    .description("check every part that this installation needs, and say what is wrong")
    .option("--json", "one JSON object a line")
    .action(async (options: { json?: boolean }) => {
      const findings = await inspect(process.env);
      for (const finding of findings) console.log(options.json ? JSON.stringify(finding) : readable(finding));
      process.exitCode = findings.some((finding) => finding.state === "wrong") ? 1 : 0;
    });
}

function readable({ name, state, detail, todo }: Finding): string {
  return `${marks[state]}  ${name.padEnd(10)} ${detail}${todo === null ? "" : ` — ${todo}`}`;
}
