/** A result without numbers: identity, provenance and instants of a job, and why there is nothing. */
import type { DetectorResult, Failure } from "#contracts/result.ts";
import type { Claim } from "#io/redis/job-claims.ts";

/** Pure but for the clock that it is given. `error` null leaves the place for a result that is filled in. */
export function failedResult(
  claim: Claim,
  error: Failure | null,
  { worker, nowMs }: { worker: string; nowMs: () => number },
  known: { readAtMs?: number; input?: DetectorResult["input"] } = {},
): DetectorResult {
  const { job, attempt, claimedAtMs } = claim;
  return {
    v: 1,
    jobId: job.id,
    camera: job.camera,
    exposureId: job.exposureId,
    detector: job.detector,
    kind: job.kind,
    dayObs: job.dayObs,
    seqNum: job.seqNum,
    status: "failed",
    task: job.task,
    taskVersion: job.taskVersion,
    configHash: job.configHash,
    widthPx: null,
    heightPx: null,
    metrics: {},
    missing: {},
    errors: {},
    samples: {},
    amps: [],
    plots: {},
    header: null,
    artifacts: [],
    warnings: [],
    error,
    input: known.input ?? null,
    worker,
    attempts: attempt,
    timingsMs: null,
    timeline: {
      eventAtMs: job.eventAtMs,
      receivedAtMs: job.receivedAtMs,
      queuedAtMs: job.queuedAtMs,
      claimedAtMs,
      readAtMs: known.readAtMs ?? null,
      doneAtMs: nowMs(),
      gatheredAtMs: null,
      pushedAtMs: null,
    },
  };
}
