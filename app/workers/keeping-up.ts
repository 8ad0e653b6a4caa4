/** One sentence on whether the system keeps up, from the age of the queues and the health of the workers. */
import { formatSpan } from "#app/format/duration.ts";
import type { WorkersAnswer } from "#contracts/workers-answer.ts";

/** Behind by more than this is not keeping up. */
export const behindAfterMs = 10_000;

export interface KeepingUp {
  level: "ok" | "warn" | "error";
  /** "Keeping up", "Behind", "Standing still". */
  verdict: string;
  /** What it follows from. */
  because: string;
}

/** @returns the verdict: still when nobody works on waiting jobs, behind when the oldest waits too long or work piles up. */
export function keepingUp({ workers: all, queues }: WorkersAnswer): KeepingUp {
  const workers = all.filter(({ state }) => state !== "replaced");
  const lost = workers.filter(({ state }) => state === "lost").length;
  const healthy = workers.length - lost;
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const oldestMs = Math.max(0, ...queues.map(({ oldestAgeMs }) => oldestAgeMs ?? 0));
  const [inPerMin, outPerMin] = [
    queues.reduce((sum, { inPerMin: n }) => sum + n, 0),
    queues.reduce((sum, { outPerMin: n }) => sum + n, 0),
  ];
  const health = `${healthy} of ${workers.length} ${workers.length === 1 ? "worker" : "workers"} healthy`;
  const backlog = `${waiting} waiting, the oldest for ${formatSpan(oldestMs)}`;
  if (healthy === 0) {
    const verdict = workers.length === 0 ? "No workers" : "Standing still";
    return {
      level: "error",
      verdict,
      because: waiting > 0 ? `${health}, ${backlog}` : `${health}; new images will wait`,
    };
  }
  if (oldestMs > behindAfterMs) {
    const growing =
      inPerMin > outPerMin
        ? `, and more comes in (${inPerMin.toFixed(0)}/min) than goes out (${outPerMin.toFixed(0)}/min)`
        : "";
    return { level: growing ? "error" : "warn", verdict: "Behind", because: `${backlog}${growing}; ${health}` };
  }
  if (lost > 0)
    return { level: "warn", verdict: "Keeping up", because: `${formatSpan(oldestMs)} behind, ${health}, ${lost} lost` };
  return { level: "ok", verdict: "Keeping up", because: `${formatSpan(oldestMs)} behind, ${health}` };
}
