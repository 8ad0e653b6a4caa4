/** A result without numbers: identity, provenance and instants of a job, and why there is nothing. */
import { blankResult } from "#contracts/blank-result.ts";
import type { DetectorResult } from "#contracts/result.ts";
import type { Failure } from "#contracts/result-facts.ts";
import type { Claim } from "#io/redis/job-claims.ts";

/** Pure but for the clock that it is given. `error` null leaves the place for a result that is filled in. */
export function failedResult(
  { job, attempt, claimedAtMs }: Claim,
  error: Failure | null,
  { worker, nowMs }: { worker: string; nowMs: () => number },
  known: Partial<Pick<DetectorResult, "input" | "selection">> & { readAtMs?: number } = {},
): DetectorResult {
  const { eventAtMs, receivedAtMs, queuedAtMs } = job;
  const readAtMs = known.readAtMs ?? null;
  const timeline = { eventAtMs, receivedAtMs, queuedAtMs, claimedAtMs, readAtMs, doneAtMs: nowMs() };
  const origin = { ...job, selection: known.selection ?? null, worker, attempts: attempt, error, timeline };
  return { ...blankResult(origin), input: known.input ?? null };
}
