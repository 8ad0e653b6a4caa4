/** A Playwright reporter that writes the counts of a run, and the reason of each skip, to a file. */
import { writeFileSync } from "node:fs";
import type { FullConfig, Reporter, Suite, TestCase } from "@playwright/test/reporter";
import { emptyTally, type Tally, tallyVariable } from "./tally.ts";

export default class PlaywrightTally implements Reporter {
  private tests: TestCase[] = [];
  private troubles = 0;

  onBegin(_config: FullConfig, suite: Suite): void {
    this.tests = suite.allTests();
  }

  /** Trouble outside any test, for example a server that did not start. */
  onError(): void {
    this.troubles++;
  }

  onEnd(): void {
    const tally: Tally = { ...emptyTally, failed: this.troubles, skipped: [], passedAgain: [] };
    for (const test of this.tests) {
      const outcome = test.outcome();
      const ran = test.results.length > 0;
      const name = test.titlePath().filter(Boolean).join(" > ");
      if (outcome === "expected" || outcome === "flaky") tally.passed++;
      if (outcome === "flaky") tally.passedAgain.push(name);
      else if (outcome === "unexpected") tally.failed++;
      else if (outcome === "skipped") tally.skipped.push({ name, reason: skipReason(test, ran) });
    }
    const file = process.env[tallyVariable];
    if (file !== undefined) writeFileSync(file, JSON.stringify(tally));
  }
}

function skipReason(test: TestCase, ran: boolean): string {
  const said = test.annotations.find((note) => note.type === "skip" || note.type === "fixme")?.description;
  return said ?? (ran ? "no reason given" : "it did not run, because of the trouble above");
}
