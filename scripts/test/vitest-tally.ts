/** A Vitest reporter that writes the counts of a run, and the reason of each skip, to a file. */
import { writeFileSync } from "node:fs";
import type { SerializedError } from "vitest";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import { emptyTally, type Tally, tallyVariable } from "./tally.ts";

function countModule(module: TestModule, tally: Tally): void {
  // A file that could not be read, or a beforeAll that failed, has tests that never ran.
  tally.failed += module.errors().length;
  for (const suite of module.children.allSuites()) tally.failed += suite.errors().length;
  for (const test of module.children.allTests()) countTest(test, module, tally);
}

function countTest(test: TestCase, module: TestModule, tally: Tally): void {
  const result = test.result();
  const name = `${module.relativeModuleId} > ${test.fullName}`;
  if (test.diagnostic()?.flaky) tally.passedAgain.push(name);
  if (result.state === "passed") tally.passed++;
  else if (result.state === "failed") tally.failed++;
  else if (result.state === "skipped") {
    const reason = result.note ?? (test.options.mode === "todo" ? "to do" : "its condition for running is not met");
    tally.skipped.push({ name, reason });
  }
}

export default class VitestTally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const tally: Tally = { ...emptyTally, failed: errors.length, skipped: [], passedAgain: [] };
    for (const module of modules) countModule(module, tally);
    const file = process.env[tallyVariable];
    if (file !== undefined) writeFileSync(file, JSON.stringify(tally));
  }
}
