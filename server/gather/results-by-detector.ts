/** The one result that speaks for each detector, of all that were kept. */
import { type DetectorResult, ingestTask } from "#contracts/result.ts";

/** A sender's word that an image could not be taken in yields to a result of its pixels; done speaks before failed. */
export function resultsByDetector(results: readonly DetectorResult[]): Map<string, DetectorResult> {
  const chosen = new Map<string, DetectorResult>();
  for (const result of [...results].sort((left, right) => rank(left) - rank(right))) {
    if (!chosen.has(result.detector)) chosen.set(result.detector, result);
  }
  return chosen;
}

function rank(result: DetectorResult): number {
  if (result.status === "done") return 0;
  return result.task === ingestTask ? 2 : 1;
}
