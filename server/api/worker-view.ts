/** From heartbeats and counts to what operators see of workers and pools. Pure. */
import { type ControlState, poolControlOf } from "#contracts/control.ts";
import type { Heartbeat, QueueView, WorkerView } from "#contracts/worker.ts";
import type { PoolCounts } from "#io/redis/job-pools.ts";

/** A worker beats every second; one that was silent for so long is lost. */
const lostAfterMs = 5000;

export function workerView(beat: Heartbeat, nowMs: number): WorkerView {
  const heartbeatAgeMs = Math.max(0, nowMs - beat.heartbeatAtMs);
  return { ...beat, heartbeatAgeMs, state: heartbeatAgeMs > lostAfterMs ? "lost" : beat.state };
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
  return workers.filter((worker) => worker.state !== "lost" && serves(worker)).length;
}
