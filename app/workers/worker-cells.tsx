/** What a worker is, does and costs, in the words that the table and the cards share. */
import Link from "next/link";
import { formatAge, formatSpan } from "#app/format/duration.ts";
import { formatBytes, formatNumber } from "#app/format/number.ts";
import type { WorkerView } from "#contracts/worker.ts";
import { exposureIdHref } from "./exposure-id-href.ts";
import { isSilent } from "./worker-states.ts";

/** Above so much of its ceiling a worker is near its end. */
const nearCeiling = 0.85;
const doing: Record<WorkerView["state"], string> = {
  starting: "gets ready",
  idle: "waits for a job",
  busy: "works",
  draining: "is told to stop",
  stale: "",
  lost: "",
  replaced: "",
};

/** The job in hand, or what it does instead; of one that is silent, what it did last. */
export function WorkerNow({ worker, atMs, attemptsMost }: { worker: WorkerView; atMs: number; attemptsMost: number }) {
  const { job, state, lastState } = worker;
  const wasHeard = !isSilent(state);
  if (job === null) {
    return <span className="text-quiet">{wasHeard ? doing[state] : `when last heard: ${doing[lastState]}`}</span>;
  }
  const tried = `attempt ${job.attempt} of ${attemptsMost}`;
  return (
    <>
      <Link href={exposureIdHref(job, job.detector)} prefetch={false} className="hover:text-accent">
        {!wasHeard && <span className="text-quiet">had </span>}
        {job.camera} {job.exposureId} {job.detector}
      </Link>
      <span className="block text-small text-quiet">
        {job.task} · <span className={job.attempt > 1 ? "text-warn" : ""}>{tried}</span>
        {wasHeard && ` · for ${formatSpan(Math.max(0, atMs - job.startedAtMs))}`}
      </span>
    </>
  );
}

/** Images that it gave a result, and how many of those are failures. */
export function WorkerCounts({ jobsDone, jobsFailed }: Pick<WorkerView, "jobsDone" | "jobsFailed">) {
  return (
    <>
      {formatNumber(jobsDone, 0)}
      <span className={`block font-sans text-small ${jobsFailed > 0 ? "text-warn" : "text-quiet"}`}>
        {formatNumber(jobsFailed, 0)} failed
      </span>
    </>
  );
}

/** Memory, and how much of its ceiling that is. */
export function WorkerMemory({ rssBytes, memoryCeilingBytes }: WorkerView) {
  if (memoryCeilingBytes === null) {
    return (
      <>
        {formatBytes(rssBytes)}
        <span className="block font-sans text-small text-quiet" data-tip="WORKER_MEMORY_MB sets one">
          no ceiling
        </span>
      </>
    );
  }
  const part = rssBytes / memoryCeilingBytes;
  const isNear = part > nearCeiling;
  return (
    <>
      <span
        className={isNear ? "text-warn" : ""}
        data-tip={isNear ? "it starts afresh after a job above its ceiling" : undefined}
      >
        {isNear && <span aria-hidden="true">▲ </span>}
        {formatBytes(rssBytes)}
      </span>
      <span className="mt-0.5 block h-1 w-full overflow-hidden rounded bg-raised" aria-hidden="true">
        <span
          className={`block h-full ${isNear ? "bg-warn" : "bg-quiet"}`}
          style={{ width: `${Math.min(100, Math.round(part * 100))}%` }}
        />
      </span>
      <span className="block font-sans text-small text-quiet">
        {Math.round(part * 100)} % of {formatBytes(memoryCeilingBytes)}
      </span>
    </>
  );
}

/** The version, and the configuration of what it runs or ran last. */
export function WorkerRuns({ worker, isUsual }: { worker: WorkerView; isUsual: boolean }) {
  const hash = worker.job?.configHash ?? worker.lastJob?.configHash ?? null;
  const of = worker.lastJob
    ? `the configuration of ${worker.lastJob.task} ${worker.lastJob.taskVersion}, its last job`
    : "";
  return (
    <>
      <span className={isUsual ? "" : "text-warn"}>
        {!isUsual && <span aria-hidden="true">▲ </span>}
        {worker.version}
        {!isUsual && " differs"}
      </span>
      <span
        className="block font-mono text-small text-quiet"
        data-tip={hash === null ? "it has had no job yet" : of || undefined}
      >
        {hash === null ? "no job yet" : hash.slice(0, 8)}
      </span>
    </>
  );
}

/** Where it runs, since when, and whose detectors it prefers. */
export function workerPlace({ host, pid, lanes }: WorkerView): string {
  const own = lanes.map(({ pool, lane, lanes: count }) => `${pool} lane ${lane + 1} of ${count}`).join(", ");
  return `${host}:${pid}${own === "" ? "" : ` · ${own}`}`;
}

/** How long it took to get ready, and for how long it has run. */
export function WorkerUp({ worker, atMs }: { worker: WorkerView; atMs: number }) {
  return (
    <>
      {formatAge(atMs - worker.startedAtMs)}
      <span className="block font-sans text-small text-quiet" data-tip="from its start to its first claim">
        {worker.warmStartS === null ? "not ready" : `ready in ${worker.warmStartS.toFixed(1)} s`}
      </span>
    </>
  );
}

/** What its machine's clock lacks; instants are corrected, so it harms nobody, but it should be mended. */
export function WorkerClock({ clockOffsetMs }: Pick<WorkerView, "clockOffsetMs">) {
  if (clockOffsetMs === 0) return <span className="text-quiet">right</span>;
  const way = clockOffsetMs > 0 ? "behind" : "ahead";
  return (
    <span className="text-warn" data-tip="its machine's clock is off; its instants are corrected by so much">
      <span aria-hidden="true">▲ </span>
      {formatSpan(Math.abs(clockOffsetMs))} {way}
    </span>
  );
}
