/** Counts of what a stage of the tests came to, and the line that closes the run. */

export interface Skip {
  name: string;
  reason: string;
}

export interface Tally {
  passed: number;
  failed: number;
  skipped: Skip[];
  /** Names of tests that failed first and passed when tried again: each is a race to find, so each is told. */
  passedAgain: string[];
}

export const emptyTally: Readonly<Tally> = { passed: 0, failed: 0, skipped: [], passedAgain: [] };

/** The environment variable that tells a reporter which file to write its tally to. */
export const tallyVariable = "FIRSTLOOK_TALLY";

export function addTallies(tallies: readonly Tally[]): Tally {
  const sum = (key: "passed" | "failed"): number => tallies.reduce((total, tally) => total + tally[key], 0);
  return {
    passed: sum("passed"),
    failed: sum("failed"),
    skipped: tallies.flatMap((tally) => tally.skipped),
    passedAgain: tallies.flatMap((tally) => tally.passedAgain),
  };
}

/** @returns the last line of a run; scripts read it, so its form is fixed. */
export function closingLine(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped.length} skipped`;
}
