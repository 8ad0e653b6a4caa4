/** From heartbeats and counts to what operators see of workers, other processes and pools. Pure. */
import { type ControlState, poolControlOf } from "#contracts/control.ts";
import type { ProcessBeat, ProcessView } from "#contracts/process.ts";
import type { Heartbeat, QueueView, WorkerView } from "#contracts/worker.ts";
import { isOwnLane, type Lane } from "#io/redis/job-lanes.ts";
import type { PoolCounts } from "#io/redis/job-pools.ts";

/** Whoever is told of so long after the last word has missed a beat, and after longer is taken for dead. */
interface Patience {
  staleAfterMs: number;
  lostAfterMs: number;
}
/** A worker beats every second. */
const ofWorkers: Patience = { staleAfterMs: 2500, lostAfterMs: 5000 };
/** Other processes beat every two seconds. */
const ofProcesses: Patience = { staleAfterMs: 5000, lostAfterMs: 10_000 };

function judged<State extends string>(ageMs: number, { staleAfterMs, lostAfterMs }: Patience, heard: State) {
  return ageMs > lostAfterMs ? "lost" : ageMs > staleAfterMs ? "stale" : heard;
}

/** @param lanes every queue that is known: those of pools that are cut and that the worker prefers are named. */
export function workerView(beat: Heartbeat, nowMs: number, lanes: readonly Lane[] = []): WorkerView {
  const heartbeatAgeMs = Math.max(0, nowMs - beat.heartbeatAtMs);
  const { ordinal, pools } = beat;
  const serves = (pool: string) => pools.includes(pool) || pools.includes("*");
  const own = ordinal === null ? [] : lanes.filter((lane) => lane.lanes > 1 && isOwnLane(lane, ordinal));
  return {
    ...beat,
    heartbeatAgeMs,
    lastState: beat.state,
    state: judged(heartbeatAgeMs, ofWorkers, beat.state),
    lanes: own.filter(({ pool }) => serves(pool)),
  };
}

/** @returns the workers, with those that are lost and whose place another has taken told apart. */
export function workerViews(beats: readonly Heartbeat[], nowMs: number, lanes: readonly Lane[] = []): WorkerView[] {
  const views = beats.map((beat) => workerView(beat, nowMs, lanes));
  const follows = (next: WorkerView, { pool, ordinal, host, heartbeatAtMs }: WorkerView) =>
    next.pool === pool && next.ordinal === ordinal && next.host === host && next.startedAtMs >= heartbeatAtMs;
  return replaced(views, (next, lost) => lost.ordinal !== null && follows(next, lost));
}

/** @returns the processes, with those that are lost and whose place another has taken told apart. */
export function processViews(beats: readonly (ProcessBeat & { heartbeatAgeMs: number })[]): ProcessView[] {
  const views = beats.map(
    (beat): ProcessView => ({ ...beat, state: judged(beat.heartbeatAgeMs, ofProcesses, "alive" as const) }),
  );
  return replaced(views, (next, { role, host, heartbeatAgeMs }) => {
    const beganAgoMs = next.upMs + next.heartbeatAgeMs;
    return next.role === role && next.host === host && beganAgoMs <= heartbeatAgeMs;
  });
}

function replaced<View extends { state: string }>(
  views: readonly View[],
  follows: (next: View, lost: View) => boolean,
): View[] {
  const isReplaced = (view: View) =>
    view.state === "lost" && views.some((next) => next.state !== "lost" && follows(next, view));
  return views.map((view) => (isReplaced(view) ? { ...view, state: "replaced" } : view));
}

/** @returns the pool with how many live workers serve it, and what operators chose for it. */
export function queueView(
  pool: PoolCounts,
  workers: readonly WorkerView[],
  control: Pick<ControlState, "pools">,
): QueueView {
  const { isPaused, policy } = poolControlOf(control, pool.name);
  return { ...pool, workers: workersOf(pool.name, workers), isPaused, policy };
}

/** @returns how many live workers serve a pool; one that named none of its pools serves its own. */
export function workersOf(pool: string, workers: readonly WorkerView[]): number {
  const serves = ({ pools, pool: own }: WorkerView) =>
    pools.length === 0 ? own === pool : pools.includes(pool) || pools.includes("*");
  return workers.filter((worker) => worker.state !== "lost" && worker.state !== "replaced" && serves(worker)).length;
}
