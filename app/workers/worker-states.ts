/** How each state of a worker and of another process looks and reads; never colour alone. */
import type { StateLook } from "#app/state/exposure-states.ts";
import type { ProcessState } from "#contracts/process.ts";
import type { WorkerView } from "#contracts/worker.ts";

export type WorkerState = WorkerView["state"];

export const workerStates: Record<WorkerState, StateLook> = {
  starting: { icon: "◌", word: "starting", color: "text-note", means: "it loads its tasks" },
  idle: { icon: "○", word: "idle", color: "text-quiet", means: "it waits for a job" },
  busy: { icon: "●", word: "busy", color: "text-ok", means: "it works on a job" },
  draining: { icon: "◐", word: "draining", color: "text-note", means: "it finishes its job and stops" },
  stale: { icon: "▲", word: "stale", color: "text-warn", means: "it missed its last heartbeats" },
  lost: {
    icon: "■",
    word: "lost",
    color: "text-error",
    means: "its heartbeat stopped; its job goes to another worker",
  },
  replaced: {
    icon: "□",
    word: "replaced",
    color: "text-quiet",
    means: "it ended without a word, and another has taken its place",
  },
};

/** What needs somebody stands first. */
export const workerStateOrder: readonly WorkerState[] = [
  "lost",
  "stale",
  "busy",
  "starting",
  "draining",
  "idle",
  "replaced",
];

export const processStates: Record<ProcessState, StateLook> = {
  alive: { icon: "●", word: "alive", color: "text-ok", means: "it was heard within the last seconds" },
  stale: workerStates.stale,
  lost: { ...workerStates.lost, means: "it said nothing for more than 10 s; another of its kind takes over" },
  replaced: workerStates.replaced,
};

/** Whoever is silent is hatched, as everything is that was not heard from. */
export function isSilent(state: WorkerState | ProcessState): boolean {
  return state === "stale" || state === "lost" || state === "replaced";
}

/** @returns whether a text names a state of a worker. */
export function isWorkerState(text: string | null): text is WorkerState {
  return text !== null && text in workerStates;
}

/** @returns workers with those first that need somebody, then by name. */
export function inOrderOfNeed(workers: readonly WorkerView[]): WorkerView[] {
  return [...workers].sort(
    (left, right) =>
      workerStateOrder.indexOf(left.state) - workerStateOrder.indexOf(right.state) ||
      workerName(left).localeCompare(workerName(right), "en", { numeric: true }) ||
      left.id.localeCompare(right.id, "en", { numeric: true }),
  );
}

/** @returns `quick-look #3`, or the id of one that does not tell its number. */
export function workerName({ id, pool, ordinal }: Pick<WorkerView, "id" | "pool" | "ordinal">): string {
  return ordinal === null ? id : `${pool} #${ordinal}`;
}
