/** One second hand for the whole page, on the server's clock, so that every age moves together. */
import { useSyncExternalStore } from "react";
import { dayObsOf } from "#contracts/identity.ts";
import { connection } from "./connection.ts";

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let nowMs: number | null = null;

function read(): number {
  return Math.floor((Date.now() + connection().hearing().clockOffsetMs) / 1000) * 1000;
}

function tick(): void {
  const next = read();
  if (next === nowMs) return;
  nowMs = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 250);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

function current(): number {
  if (nowMs === null || timer === null) nowMs = read();
  return nowMs;
}

/** @returns the night that is on now; whoever asks is drawn again when another begins, not every second. */
export function useTonight(): number | null {
  return useSyncExternalStore<number | null>(
    subscribe,
    () => dayObsOf(current()),
    () => null,
  );
}

/** @returns the server's time in whole seconds, in milliseconds; null before the page runs in a browser. */
export function useNow(): number | null {
  return useSyncExternalStore<number | null>(subscribe, current, () => null);
}
