/** The exposure that is pointed at, shared by plots and table without drawing either of them again. */
import { useCallback, useSyncExternalStore } from "react";

let pointed: number | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Points at an exposure; null at none. */
export function pointAt(exposureId: number | null): void {
  if (exposureId === pointed) return;
  pointed = exposureId;
  for (const listener of listeners) listener();
}

/** @returns the id of the exposure that is pointed at. */
export function usePointed(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => pointed,
    () => null,
  );
}

/** @returns whether this exposure is pointed at; only the two rows that change are drawn again. */
export function useIsPointed(exposureId: number): boolean {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => pointed === exposureId, [exposureId]),
    () => false,
  );
}
