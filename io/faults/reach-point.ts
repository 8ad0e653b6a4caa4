/** Ends or stops this process at the point that a test has named, between two steps of its work. */
import type { FaultSetting, ReachPoint } from "#contracts/fault-point.ts";

/** @returns what to call at each point: it costs a comparison, and nothing at all where no fault is wanted. */
export function reachPoint(fault: FaultSetting | undefined): ReachPoint {
  if (fault === undefined) return () => undefined;
  const signal = fault.action === "kill" ? "SIGKILL" : "SIGSTOP";
  let isOver = false;
  return (point) => {
    if (isOver || point !== fault.point) return;
    // A process that is continued goes on as any other.
    isOver = true;
    process.kill(process.pid, signal);
  };
}
