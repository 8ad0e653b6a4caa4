/** From a heartbeat to what operators see of a worker. Pure. */
import type { Heartbeat, WorkerView } from "#contracts/worker.ts";

/** A worker beats every second; one that was silent for so long is lost. */
const lostAfterMs = 5000;

export function workerView(beat: Heartbeat, nowMs: number): WorkerView {
  const heartbeatAgeMs = Math.max(0, nowMs - beat.heartbeatAtMs);
  return { ...beat, heartbeatAgeMs, state: heartbeatAgeMs > lostAfterMs ? "lost" : beat.state };
}
