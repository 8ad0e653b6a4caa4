/** One job from claim to result: read, run, keep the pictures, keep the result. Whatever goes wrong becomes a result. */
import type { ReachPoint } from "#contracts/fault-point.ts";
import type { Job } from "#contracts/job.ts";
import type { DetectorResult } from "#contracts/result.ts";
import type { Artifact, Failure } from "#contracts/result-facts.ts";
import type { CalibrationSource } from "#io/calibrations/calibration-source.ts";
import { ImageNotFound, type ImageSource } from "#io/images/image-source.ts";
import type { ObjectStore } from "#io/ports.ts";
import type { Claim } from "#io/redis/job-claims.ts";
import type { QuarantineStore } from "#io/redis/quarantine-store.ts";
import type { ResultStore } from "#io/redis/result-store.ts";
import { readMasters } from "./calibrations/read-masters.ts";
import { chooseByHeader, waitsForHeader } from "./choose-by-header.ts";
import type { Compute } from "./compute.ts";
import { judgeError, treatments } from "./error-class.ts";
import { failedResult } from "./failed-result.ts";
import { type JobLog, jobLog } from "./job-log.ts";
import { fileHeader } from "./programs/file-header.ts";
import type { ProgramAnswer, Programs } from "./programs/open-programs.ts";
import type { EncodedPicture, ThreadAnswer } from "./thread.ts";

export interface JobParts {
  images: ImageSource;
  objects: ObjectStore;
  results: Pick<ResultStore, "keep">;
  /** Where images are set aside that harm whoever works on them. */
  quarantine: Pick<QuarantineStore, "put">;
  compute: Compute;
  /** Masters that configurations name. */
  calibrations: CalibrationSource;
  /** Tasks that are external programs; every other is one of pixels. */
  programs: Programs;
  worker: string;
  /** For tests of crashes. */
  reach: ReachPoint;
  nowMs: () => number;
}

/**
 * Resolves when the job's result is safe.
 * @param onRan called when nothing is left but to keep the result.
 * @returns the kept result, or null when the job had its result already.
 * @throws when another attempt may do better and there is one left.
 */
export async function runJob(claim: Claim, parts: JobParts, onRan?: () => void): Promise<DetectorResult | null> {
  const log = jobLog(parts.nowMs);
  const waitedS = (claim.claimedAtMs - claim.job.queuedAtMs) / 1000;
  log.say(`claimed by ${parts.worker}, try ${claim.attempt}, ${waitedS.toFixed(3)} s after it was queued`);
  const unsaid = await resultOf(claim, parts, log);
  if (unsaid.error) log.say(`failed: ${unsaid.error.code}`);
  const result = { ...unsaid, log: log.lines() };
  onRan?.();
  const isKept = await parts.results.keep(result, claim.job.pool);
  parts.reach("result-kept");
  // Where the claim was lost on the way, another worker's result came first and stays.
  return isKept ? result : null;
}

/** Keeps the failed result of an image that ended its worker at every attempt, and sets the image aside. */
export async function giveUpJob(claim: Claim, parts: JobParts): Promise<DetectorResult> {
  const tried = claim.attempt - 1;
  const message =
    `Given up after ${tried} attempts: each time its worker died or lost the job. ` +
    "Look at the image, then release it from quarantine to have it tried again.";
  const failure = { code: "crash", message };
  const result = failedResult({ ...claim, attempt: tried }, failure, parts);
  await setAside(claim, failure, parts);
  await parts.results.keep(result, claim.job.pool);
  return result;
}

/** Before the result is kept: what is known to be given up can always be released. */
async function setAside({ job, attempt }: Claim, { code, message }: Failure, parts: JobParts): Promise<void> {
  const aside = { job, queue: job.pool, code, message, attempts: attempt, worker: parts.worker, atMs: parts.nowMs() };
  await parts.quarantine.put(aside);
  parts.reach("quarantined");
}

async function resultOf(planned: Claim, parts: JobParts, log: JobLog): Promise<DetectorResult> {
  const startedAtMs = parts.nowMs();
  const read = await attempt(planned, parts, () => readFirst(planned.job.uris, parts.images, log));
  if ("failure" in read) return failedResult(planned, read.failure, parts);
  const readAtMs = parts.nowMs();
  parts.reach("read");
  const { uri, bytes } = read.value;
  const size = bytes.byteLength;
  log.say(`read ${uri}: ${size} bytes`);
  const header = waitsForHeader(planned.job) ? (await fileHeader(bytes, planned.job.facts)).header : null;
  const choice = chooseByHeader(planned.job, header);
  const { selection } = choice;
  if (selection !== null) log.say(`rule "${selection.rule}": ${selection.why}`);
  if (choice.job === null) {
    const nothing = failedResult(planned, null, parts, { readAtMs, selection });
    return { ...nothing, status: "done", configHash: "", header, warnings: [choice.reason] };
  }
  const claim = { ...planned, job: choice.job };
  const { task, config, facts } = claim.job;
  log.say(`${task} ${claim.job.taskVersion}, configuration ${claim.job.configHash}`);
  const run = await attempt<ThreadAnswer | ProgramAnswer>(claim, parts, async () => {
    if (parts.programs.has(task)) return parts.programs.run(claim.job, { uri, bytes });
    const masters = await readMasters(config, { ...claim.job, bytes }, parts.calibrations);
    return parts.compute.run({ bytes, uri, task, config: { ...config }, facts, masters });
  });
  if ("failure" in run) return failedResult(claim, run.failure, parts, { readAtMs, selection });
  const { answer, sha256, pictures, warnings } = run.value;
  log.quote(run.value.log);
  const input = { uri, bytes: size, sha256, hdu: answer.ok ? answer.hdu : null };
  if (!answer.ok) return failedResult(claim, answer.error, parts, { readAtMs, input, selection });
  parts.reach("ran");
  const kept = await keepPictures(claim.job, pictures, parts.objects);
  parts.reach("pictures-kept");
  log.say(`done: ${Object.keys(answer.metrics).length} metrics, ${kept.artifacts.length} pictures`);
  const doneAtMs = parts.nowMs();
  return {
    ...failedResult(claim, null, parts, { readAtMs, input, selection }),
    status: "done",
    widthPx: answer.widthPx,
    heightPx: answer.heightPx,
    metrics: answer.metrics,
    missing: answer.missing,
    errors: answer.errors,
    samples: answer.samples,
    amps: answer.amps,
    plots: answer.plots,
    pixelUnit: answer.pixelUnit,
    calibrations: answer.calibrations,
    header: answer.header,
    artifacts: kept.artifacts,
    warnings: [...answer.warnings, ...warnings, ...kept.warnings],
    timingsMs: { read: readAtMs - startedAtMs, ...answer.timingsMs, total: doneAtMs - startedAtMs },
  };
}

/** Runs a step; what may pass is left to another attempt, what is final becomes a failure. */
async function attempt<T>(
  claim: Claim,
  parts: JobParts,
  step: () => Promise<T>,
): Promise<{ value: T } | { failure: Failure }> {
  try {
    return { value: await step() };
  } catch (error) {
    const judged = judgeError(error);
    const { isRetried, isQuarantined } = treatments[judged.class];
    if (isRetried && !claim.isLastAttempt) throw error;
    const failure = { code: judged.code, message: messageOf(judged.code, error as Error, claim, parts) };
    if (isQuarantined) await setAside(claim, failure, parts);
    return { failure };
  }
}

function messageOf(code: string, { message }: Error, claim: Claim, { worker }: JobParts): string {
  const tried = claim.attempt === 1 ? "" : ` Tried ${claim.attempt} times.`;
  if (code === "not-found") return `${message} Was it moved or deleted after its event?${tried}`;
  if (code === "timeout") return `Given up: ${message}. TASK_TIMEOUT_S sets the time.`;
  if (code === "internal" || code === "crash") {
    return `Worker ${worker} could not analyse the image: ${message}.${tried}`;
  }
  return `${message}${tried}`;
}

async function readFirst(
  uris: readonly string[],
  images: ImageSource,
  log: JobLog,
): Promise<{ uri: string; bytes: Uint8Array<ArrayBuffer> }> {
  let notFound: ImageNotFound | null = null;
  for (const uri of uris) {
    try {
      return { uri, bytes: await images.read(uri) };
    } catch (error) {
      if (!(error instanceof ImageNotFound)) throw error;
      log.say(`not at ${uri}`);
      notFound ??= error;
    }
  }
  throw notFound ?? new ImageNotFound("The job names no place to look for its image.");
}

async function keepPictures(
  job: Job,
  pictures: readonly EncodedPicture[],
  objects: ObjectStore,
): Promise<{ artifacts: Artifact[]; warnings: string[] }> {
  const artifacts: Artifact[] = [];
  const warnings: string[] = [];
  for (const { name, widthPx, heightPx, body, mediaType } of pictures) {
    const exposure = job.run === undefined ? job.exposureId : `${job.exposureId}~${job.run}`;
    const file = `${job.detector}-${job.kind}-${name}-${job.configHash}.${mediaType === "image/png" ? "png" : "jpg"}`;
    const key = `${job.camera}/${job.dayObs}/${exposure}/${file}`;
    try {
      await objects.put(key, body, mediaType);
      artifacts.push({ name, key, mediaType, widthPx, heightPx });
    } catch (error) {
      warnings.push(`The picture "${name}" could not be kept: ${(error as Error).message}`);
    }
  }
  return { artifacts, warnings };
}
