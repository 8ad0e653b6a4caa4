/** The exposure that is pointed at, shared by plots and table without drawing either of them again; it can be held. */
import { useCallback, useSyncExternalStore } from "react";

let pointed: number | null = null;
let held = false;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(exposureId: number | null, holds: boolean): void {
  if (exposureId === pointed && holds === held) return;
  pointed = exposureId;
  held = holds;
  for (const listener of listeners) listener();
}

/** Points at an exposure, null at none; nothing while one is held. */
export function pointAt(exposureId: number | null): void {
  if (!held) change(exposureId, false);
}

/** Holds an exposure: nothing else is pointed at until it is let go by null. */
export function holdPointed(exposureId: number | null): void {
  change(exposureId, exposureId !== null);
}

/** @returns the id of the exposure that is pointed at now, for what acts and does not draw. */
export function pointedNow(): { exposureId: number | null; isHeld: boolean } {
  return { exposureId: pointed, isHeld: held };
}

/** @returns the id of the exposure that is pointed at. */
export function usePointed(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => pointed,
    () => null,
  );
}

/** @returns whether an exposure is held. */
export function useIsHeld(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => held,
    () => false,
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
